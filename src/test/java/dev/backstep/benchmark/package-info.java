/**
 * Measures Backstep against the references of its budgets, all in one run on one machine, and prints the ratios. Not a
 * test: {@code mvn test-compile exec:exec@benchmark}.
 */
@NullMarked
package dev.backstep.benchmark;

import org.jspecify.annotations.NullMarked;
