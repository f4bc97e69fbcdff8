package dev.backstep.text;

import java.util.Locale;

/** Says how large something is. */
public final class Bytes {

    private static final double STEP = 1024;

    private Bytes() {}

    /** {@code 904 B}, {@code 12.3 kB}, {@code 1.2 MB}; in steps of 1024. */
    public static String of(long bytes) {
        if (bytes < STEP) {
            return Text.of("bytes.b", bytes);
        }
        boolean mega = bytes >= STEP * STEP;
        double shown = mega ? bytes / STEP / STEP : bytes / STEP;
        return Text.of(mega ? "bytes.mb" : "bytes.kb", String.format(Locale.ROOT, "%.1f", shown));
    }
}
