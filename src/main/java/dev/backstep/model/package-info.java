/**
 * The words of Backstep as records and sealed types. Knows nobody: java.base only.
 */
@NullMarked
package dev.backstep.model;

import org.jspecify.annotations.NullMarked;
