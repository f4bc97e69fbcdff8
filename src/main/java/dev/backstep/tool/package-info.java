/**
 * Migration tools: how each one names its files, keeps its history, locks and records a step. One small package per\n * tool; {@link dev.backstep.tool.MigrationTools} lists them. May call {@code model} and JDBC.
 */
@NullMarked
package dev.backstep.tool;

import org.jspecify.annotations.NullMarked;
