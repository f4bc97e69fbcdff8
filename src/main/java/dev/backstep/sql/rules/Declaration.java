package dev.backstep.sql.rules;

import dev.backstep.model.Marker;
import dev.backstep.sql.SqlText;
import dev.backstep.sql.Token;
import dev.backstep.sql.TokenKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a script says of itself in a comment before its first statement: {@code -- backstep: compatible — reason} or
 * {@code -- backstep: breaking — reason}.
 *
 * @param marker compatible or breaking
 * @param reason the author's words; empty where there are none
 */
public record Declaration(Marker marker, String reason) {

    private static final Pattern HEADER =
            Pattern.compile("--\\s*backstep:\\s*(compatible|breaking)\\b[\\s:—–-]*(.*)", Pattern.CASE_INSENSITIVE);

    /** How far from its beginning a script is searched, in characters. */
    private static final int HEAD = 4000;

    /** The declaration in the script's header; null where there is none. */
    static @Nullable Declaration in(String sql) {
        String head = sql.substring(0, Math.min(HEAD, sql.length()));
        for (Token token : SqlText.tokens(head)) {
            if (token.kind() != TokenKind.COMMENT) {
                return null;
            }
            Matcher matcher = HEADER.matcher(SqlText.text(head, token));
            if (matcher.matches()) {
                boolean compatible = matcher.group(1).equalsIgnoreCase("compatible");
                return new Declaration(
                        compatible ? Marker.COMPATIBLE : Marker.BREAKING,
                        matcher.group(2).strip());
            }
        }
        return null;
    }
}
