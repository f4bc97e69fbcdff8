/**
 * Finds out by replaying which history a live database has, and what of it is not as its history says. May call {@code
 * inspection}, {@code replay}, {@code timeline}, {@code model} and {@code text}; writes nothing.
 */
@NullMarked
package dev.backstep.likeness;

import org.jspecify.annotations.NullMarked;
