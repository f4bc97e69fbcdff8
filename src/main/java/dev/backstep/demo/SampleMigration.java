package dev.backstep.demo;

import java.util.Locale;

/**
 * One migration of the sample repository.
 *
 * @param track its folder under {@code server/migrations}
 * @param version its number
 * @param name what stands in its file names
 * @param up the text that applies it
 * @param down the text that undoes it
 */
record SampleMigration(String track, int version, String name, String up, String down) {

    String upFile() {
        return fileName("up");
    }

    String downFile() {
        return fileName("down");
    }

    private String fileName(String direction) {
        return String.format(Locale.ROOT, "%06d_%s.%s.sql", version, name, direction);
    }
}
