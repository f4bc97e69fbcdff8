/**
 * The ways out of a dirty mark, and the reset as the last one: what the live schema is compared with, and the plans that
 * follow. What is compared is made on a throwaway server; the live database is only read until a plan is confirmed.
 */
@NullMarked
package dev.backstep.rollback.repair;

import org.jspecify.annotations.NullMarked;
