/**
 * The demo: an embedded PostgreSQL and the sample repository "orchard".
 */
@NullMarked
package dev.backstep.demo;

import org.jspecify.annotations.NullMarked;
