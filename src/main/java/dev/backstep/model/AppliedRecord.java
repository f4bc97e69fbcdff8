package dev.backstep.model;

import org.jspecify.annotations.Nullable;

/**
 * The database's own record of one applied migration: proof of its content.
 *
 * @param version its version
 * @param name the migration's title, taken from the file's name
 * @param fileName the file's name as recorded
 * @param upText the text that was applied; null where the record has none
 * @param downText the text that undoes it; null where the record has none
 */
public record AppliedRecord(
        Version version,
        String name,
        String fileName,
        @Nullable String upText,
        @Nullable String downText) {}
