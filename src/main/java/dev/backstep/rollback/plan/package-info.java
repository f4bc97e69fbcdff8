/**
 * Decides a rollback: the ordered steps, their exact text, their findings and the fingerprint. Pure.
 */
@NullMarked
package dev.backstep.rollback.plan;

import org.jspecify.annotations.NullMarked;
