/**
 * golang-migrate (v4): its file-name rule, its version table, its advisory locks.
 */
@NullMarked
package dev.backstep.tool.golangmigrate;

import org.jspecify.annotations.NullMarked;
