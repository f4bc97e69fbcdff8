/**
 * What is in a database now: things by name, what depends on them, how much they hold. Only reads; knows the words of
 * {@code sql} and nothing of plans.
 */
@NullMarked
package dev.backstep.database.live;

import org.jspecify.annotations.NullMarked;
