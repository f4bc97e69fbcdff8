package dev.backstep.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A migration: its version, name and scripts.
 *
 * @param version its place in the order
 * @param name its title without version and direction; empty where only the version is known
 * @param up the script that applies it; null where it was not found
 * @param down the script that undoes it; null where it was not found
 */
public record Migration(
        Version version,
        String name,
        @Nullable Script up,
        @Nullable Script down) {

    /** A migration of which nothing but the version is known. */
    public static Migration unknown(Version version) {
        return new Migration(version, "", null, null);
    }

    /** Whether both scripts have the same text; the file names may differ. */
    public boolean sameScripts(Migration other) {
        return sameUp(other) && Objects.equals(content(down), content(other.down));
    }

    /** Whether applying either does the same: equal up text (or none on both sides and an equal down text). */
    public boolean sameUp(Migration other) {
        if (up == null && other.up == null) {
            return Objects.equals(content(down), content(other.down));
        }
        return Objects.equals(content(up), content(other.up));
    }

    private static @Nullable ContentId content(@Nullable Script script) {
        return script == null ? null : script.content();
    }
}
