package dev.backstep.replay;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    private static String text(Version version, byte[] bytes) throws BackstepException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
            throw new BackstepException("replay.notText", null, version.text());
        } catch (CharacterCodingException e) {
            throw new BackstepException("replay.notText", e, version.text());
        }
    }
}
