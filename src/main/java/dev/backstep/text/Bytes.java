package dev.backstep.text;

import java.util.Locale;

/** Says how large something is. */
public final class Bytes {

    private static final double STEP = 1024;

    private Bytes() {}

    /** {@code 904 B}, {@code 12.3 kB}, {@code 1.2 MB}, {@code 74.0 GB}; in steps of 1024. */
    public static String of(long bytes) {
        if (bytes < STEP) {
            return Text.of("bytes.b", bytes);
        }
        double kilo = bytes / STEP;
        if (kilo < STEP) {
            return Text.of("bytes.kb", shown(kilo));
        }
        double mega = kilo / STEP;
        return mega < STEP ? Text.of("bytes.mb", shown(mega)) : Text.of("bytes.gb", shown(mega / STEP));
    }

    private static String shown(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
