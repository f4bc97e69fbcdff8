/**
 * Answers and ways in words, and the way as a runbook: Markdown, shell, SQL. May call {@code release}, {@code
 * rollback.plan}, {@code rollback.export} and {@code text}.
 */
@NullMarked
package dev.backstep.release.export;

import org.jspecify.annotations.NullMarked;
