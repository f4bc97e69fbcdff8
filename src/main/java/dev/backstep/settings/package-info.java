/**
 * Workspaces and preferences, kept as versioned JSON in the user's configuration folder. Never a password.
 */
@NullMarked
package dev.backstep.settings;

import org.jspecify.annotations.NullMarked;
