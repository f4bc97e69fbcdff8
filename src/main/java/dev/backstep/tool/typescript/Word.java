package dev.backstep.tool.typescript;

import java.util.List;

/**
 * A word of a source.
 *
 * @param kind its kind
 * @param start where it begins
 * @param end where it ends
 * @param text a name, a number or a sign as it stands; what a string evaluates to; empty for a template
 * @param pieces of a template
 */
record Word(Kind kind, int start, int end, String text, List<Piece> pieces) {

    /** Kinds of words. */
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        TEMPLATE,
        REGEX,
        SIGN
    }

    /**
     * A piece of a template.
     *
     * @param text what it evaluates to, or the source of a substitution
     * @param substitution whether it is one
     */
    record Piece(String text, boolean substitution) {}

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
