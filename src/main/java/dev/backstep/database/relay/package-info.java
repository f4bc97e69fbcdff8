/**
 * Passes PostgreSQL's protocol on between a program and one database, and notes what the program asks for.
 */
@NullMarked
package dev.backstep.database.relay;

import org.jspecify.annotations.NullMarked;
