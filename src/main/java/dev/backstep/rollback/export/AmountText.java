package dev.backstep.rollback.export;

import dev.backstep.rollback.impact.Amount;
import dev.backstep.text.Text;
import org.jspecify.annotations.Nullable;

/** Numbers from the database in words; an estimate says "about". */
final class AmountText {

    private static final long STEP = 1024;
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private AmountText() {}

    /** {@code 13,020 rows}, {@code about 13,020 rows}, {@code no rows}. */
    static String rows(Amount rows) {
        return about(rows, Text.of("amount.rows", rows.value()));
    }

    /** {@code 12,408 values}. */
    static String values(Amount values) {
        return about(values, Text.of("amount.values", values.value()));
    }

    /** {@code 1.6 MB}, {@code about 48 kB}. */
    static String bytes(Amount bytes) {
        double size = bytes.value();
        int unit = 0;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        String pattern = unit == 0 || size >= 10 ? "amount.size" : "amount.smallSize";
        return about(bytes, Text.of(pattern, size, UNITS[unit]));
    }

    /** {@code 12,408 of 13,020 rows hold a value}. */
    static String held(Amount held, @Nullable Amount rows) {
        if (held.value() == 0) {
            return about(held, Text.of("amount.noneHeld"));
        }
        if (rows == null) {
            return about(held, Text.of("amount.held", held.value()));
        }
        String key = held.value() >= rows.value() ? "amount.allHeld" : "amount.someHeld";
        return about(held, Text.of(key, held.value(), rows.value()));
    }

    private static String about(Amount amount, String words) {
        return amount.about() ? Text.of("amount.about", words) : words;
    }
}
