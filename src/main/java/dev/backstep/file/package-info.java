/**
 * Files that several Backsteps share, and who holds them. Calls no other room.
 */
@NullMarked
package dev.backstep.file;

import org.jspecify.annotations.NullMarked;
