/**
 * Backstep's sentences: looks up {@code messages.properties} and puts verdicts, notes and findings into words.
 */
@NullMarked
package dev.backstep.text;

import org.jspecify.annotations.NullMarked;
