/**
 * A plan and its outcome in words and as files: SQL for psql, Markdown, JSON, and the report of a run. Pure; the window
 * and the command line say the same because both ask here. May call {@code model}, {@code sql}, {@code text},
 * {@code rollback.plan} and {@code rollback.run}.
 */
@NullMarked
package dev.backstep.rollback.export;

import org.jspecify.annotations.NullMarked;
