package dev.backstep.ui.common;

import dev.backstep.sql.SqlText;
import dev.backstep.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says which parts of an SQL text are shown in which colour. */
@FunctionalInterface
public interface SqlHighlighter {

    /** The coloured parts in order, not overlapping; what lies between them is plain. */
    List<Span> spans(String sql);

    /** PostgreSQL's tokens; operators stay plain. */
    static SqlHighlighter postgresql() {
        return sql -> SqlText.tokens(sql).stream()
                .flatMap(token ->
                        styleClass(token).stream().map(styleClass -> new Span(styleClass, token.start(), token.end())))
                .toList();
    }

    private static Optional<String> styleClass(Token token) {
        return switch (token.kind()) {
            case OPERATOR -> Optional.empty();
            case QUOTED_IDENTIFIER -> Optional.of("identifier");
            case KEYWORD, IDENTIFIER, STRING, NUMBER, COMMENT ->
                Optional.of(token.kind().name().toLowerCase(Locale.ROOT));
        };
    }

    /**
     * A coloured part.
     *
     * @param styleClass {@code keyword}, {@code string}, {@code number}, {@code comment} or {@code identifier}
     * @param start its first character
     * @param end after its last character
     */
    record Span(String styleClass, int start, int end) {}
}
