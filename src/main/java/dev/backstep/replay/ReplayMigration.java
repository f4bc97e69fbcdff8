package dev.backstep.replay;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Utf8;
import dev.backstep.model.Version;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * A migration to replay.
 *
 * @param version its version
 * @param name its name, as in its file's
 * @param up the text that applies it
 * @param down the text that undoes it; null where that is not known or not wanted
 */
public record ReplayMigration(
        Version version, String name, String up, @Nullable String down) {

    /**
     * The scripts as their files hold them.
     *
     * @throws BackstepException when a script is not UTF-8, or holds a zero byte, which PostgreSQL does not take
     */
    public static ReplayMigration of(Version version, String name, byte[] up, byte @Nullable [] down)
            throws BackstepException {
        return new ReplayMigration(version, name, text(version, up), down == null ? null : text(version, down));
    }

    /**
     * What was applied, without its down script.
     *
     * @throws BackstepException when there is no up script, its text cannot be read or is none, or only its tool knows all
     *     of it
     */
    public static ReplayMigration applied(Migration migration, ScriptReader scripts) throws BackstepException {
        Version version = migration.version();
        Script up = migration.up();
        if (up == null) {
            throw new BackstepException("replay.noScript", null, version.text());
        }
        if (up.traits().contains(Script.Trait.PLACEHOLDERS)) {
            throw new BackstepException("replay.placeholders", null, version.text());
        }
        return of(version, migration.name(), scripts.read(up), null);
    }

    /** The same, with a text that undoes it. */
    public ReplayMigration with(@Nullable String undoing) {
        return new ReplayMigration(version, name, up, undoing);
    }

    private static String text(Version version, byte[] bytes) throws BackstepException {
        try {
            String text = Utf8.decode(bytes);
            if (text.indexOf('\0') < 0) {
                return text;
            }
            throw new BackstepException("replay.notText", null, version.text());
        } catch (CharacterCodingException e) {
            throw new BackstepException("replay.notText", e, version.text());
        }
    }
}
