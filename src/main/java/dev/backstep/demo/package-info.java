/**
 * The demo: an embedded PostgreSQL and the sample repository "orchard". May call {@code database.embedded}, {@code model}
 * and {@code text}.
 */
@NullMarked
package dev.backstep.demo;

import org.jspecify.annotations.NullMarked;
