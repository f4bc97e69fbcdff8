/**
 * Replays migrations on a throwaway PostgreSQL server, and tells what they were seen to do. May call {@code model}, {@code
 * sql}, {@code database} and {@code text}; touches no database of a person's.
 */
@NullMarked
package dev.backstep.replay;

import org.jspecify.annotations.NullMarked;
