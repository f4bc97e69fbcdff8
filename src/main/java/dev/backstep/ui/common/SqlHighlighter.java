package dev.backstep.ui.common;

import java.util.List;

/** Says which parts of an SQL text are shown in which colour. */
@FunctionalInterface
public interface SqlHighlighter {

    /** The coloured parts in order, not overlapping; what lies between them is plain. */
    List<Span> spans(String sql);

    /**
     * A coloured part.
     *
     * @param styleClass {@code keyword}, {@code string}, {@code number}, {@code comment} or {@code identifier}
     * @param start its first character
     * @param end after its last character
     */
    record Span(String styleClass, int start, int end) {}
}
