package dev.backstep.model;

import org.jspecify.annotations.Nullable;

/**
 * One line of migrations: a folder in the checkout and a history table in the database, either of which may be missing.
 *
 * @param name its name, taken from the folder or the table
 * @param folder the folder's path from the root of the repository, with slashes; null when no folder was found
 * @param table its history table; null when there is none
 */
public record Track(
        String name, @Nullable String folder, @Nullable HistoryTable table) {}
