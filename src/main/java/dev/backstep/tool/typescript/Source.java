package dev.backstep.tool.typescript;

import dev.backstep.tool.typescript.Value.Digits;
import dev.backstep.tool.typescript.Value.Flag;
import dev.backstep.tool.typescript.Value.Literal;
import dev.backstep.tool.typescript.Value.Other;
import dev.backstep.tool.typescript.Value.Text;
import dev.backstep.tool.typescript.Word.Kind;
import dev.backstep.tool.typescript.Word.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A TypeScript source: its object literals, and what its own constants stand for. Nothing is run: a name that the file
 * does not declare as a constant string stays what it is.
 */
public final class Source {

    /** What may stand behind an object without making another value of it. */
    private static final List<String> TYPE_WORDS = List.of("as", "satisfies");

    private final String source;
    private final List<Word> words;
    private final Map<String, Text> constants = new HashMap<>();
    private final List<String> classes = new ArrayList<>();

    private Source(String source) {
        this.source = source;
        this.words = Words.of(source);
        declarations();
    }

    public static Source of(byte[] file) {
        return new Source(new String(file, StandardCharsets.UTF_8));
    }

    /** Every object literal, one that is in another one after it. */
    public List<Literal> literals() {
        List<Literal> literals = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is("{")) {
                Literal literal = literal(i);
                if (!literal.fields().isEmpty()) {
                    literals.add(literal);
                }
            }
        }
        return literals;
    }

    /** The names of its classes, in order. */
    public List<String> classes() {
        return List.copyOf(classes);
    }

    /** The first method of this name, from its first word to its last brace, as it stands; null where there is none. */
    public @Nullable String method(String name) {
        for (int i = 0; i + 1 < words.size(); i++) {
            boolean call = i > 0 && words.get(i - 1).is(".");
            if (!call && words.get(i).isName(name) && words.get(i + 1).is("(")) {
                int body = close(i + 1) + 1;
                while (body < words.size()
                        && !words.get(body).is("{")
                        && !words.get(body).is(";")) {
                    body++;
                }
                if (body < words.size() && words.get(body).is("{") && close(body) < words.size()) {
                    boolean async = i > 0 && words.get(i - 1).isName("async");
                    return source.substring(
                            words.get(async ? i - 1 : i).start(),
                            words.get(close(body)).end());
                }
            }
        }
        return null;
    }

    /** Constants of the file itself, not of a function in it. */
    private void declarations() {
        int depth = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            depth += opens(word) ? 1 : closes(word) ? -1 : 0;
            if (word.isName("class") && i + 1 < words.size()) {
                classes.add(words.get(i + 1).text());
            }
            if (depth == 0 && word.isName("const") && i + 1 < words.size()) {
                int equals = i + 2;
                while (equals < words.size()
                        && !words.get(equals).is("=")
                        && !words.get(equals).is(";")) {
                    equals++;
                }
                if (equals < words.size()
                        && words.get(equals).is("=")
                        && value(equals + 1, constantEnd(equals + 1)) instanceof Text text
                        && text.whole()) {
                    constants.put(words.get(i + 1).text(), text);
                }
            }
        }
    }

    /** Where the value of a constant ends: at the semicolon, or where the next statement begins in another line. */
    private int constantEnd(int from) {
        int end = from;
        while (end < words.size() && !words.get(end).is(";")) {
            boolean joined = end == from
                    || words.get(end).is("+")
                    || words.get(end - 1).is("+")
                    || words.get(end).is(".")
                    || words.get(end).is("(");
            if (!joined) {
                boolean newLine = source.substring(
                                words.get(end - 1).end(), words.get(end).start())
                        .contains("\n");
                return newLine ? end : words.size();
            }
            end++;
        }
        return end;
    }

    private Literal literal(int open) {
        Map<String, Value> fields = new LinkedHashMap<>();
        int close = close(open);
        int i = open + 1;
        while (i < close) {
            int end = end(i, close);
            Word key = words.get(i);
            boolean named = key.kind() == Kind.NAME || key.kind() == Kind.STRING;
            if (named && end - i > 2 && words.get(i + 1).is(":")) {
                fields.put(key.text(), value(i + 2, end));
            } else if (named && end - i == 1 && constants.containsKey(key.text())) {
                fields.put(key.text(), constants.get(key.text()));
            }
            i = end + 1;
        }
        return new Literal(fields);
    }

    /** The value of the words from one up to another. */
    private Value value(int from, int to) {
        if (from >= to) {
            return new Other("");
        }
        int end = to;
        for (int i = from + 1; i < to; i++) {
            if (words.get(i).kind() == Kind.NAME
                    && TYPE_WORDS.contains(words.get(i).text())) {
                end = i;
                break;
            }
        }
        Word first = words.get(from);
        if (first.is("{") && close(from) == end - 1) {
            return literal(from);
        }
        if (end - from == 1 && first.kind() == Kind.NUMBER) {
            return new Digits(first.text());
        }
        if (end - from == 1 && (first.isName("true") || first.isName("false"))) {
            return new Flag(first.isName("true"));
        }
        Text joined = end - from == 3
                ? constant(source.substring(first.start(), words.get(end - 1).end()))
                : null;
        joined = joined == null ? joined(from, end) : joined;
        return joined == null
                ? new Other(source.substring(first.start(), words.get(end - 1).end()))
                : joined;
    }

    /** Strings with plus signs between them; null where anything else is among them. */
    private @Nullable Text joined(int from, int to) {
        StringBuilder text = new StringBuilder();
        boolean whole = true;
        for (int i = from; i < to; i++) {
            boolean sign = (i - from) % 2 == 1;
            Text part = sign ? null : part(words.get(i));
            if (sign ? !words.get(i).is("+") : part == null) {
                return null;
            }
            if (part != null) {
                text.append(part.text());
                whole = whole && part.whole();
            }
        }
        return (to - from) % 2 == 1 ? new Text(text.toString(), whole) : null;
    }

    private @Nullable Text part(Word word) {
        return switch (word.kind()) {
            case STRING -> new Text(word.text(), true);
            case TEMPLATE -> template(word.pieces());
            case NAME -> constants.get(word.text());
            case NUMBER, REGEX, SIGN -> null;
        };
    }

    private Text template(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        boolean whole = true;
        for (Piece piece : pieces) {
            Text known = piece.substitution() ? constant(piece.text()) : new Text(piece.text(), true);
            whole = whole && known != null;
            text.append(known == null ? "${" + piece.text() + "}" : known.text());
        }
        return new Text(text.toString(), whole);
    }

    /** A constant of this file, or a class's name. */
    private @Nullable Text constant(String expression) {
        if (expression.endsWith(".name") && classes.contains(expression.substring(0, expression.length() - 5))) {
            return new Text(expression.substring(0, expression.length() - 5), true);
        }
        return constants.get(expression);
    }

    private int close(int open) {
        int depth = 0;
        for (int i = open; i < words.size(); i++) {
            depth += opens(words.get(i)) ? 1 : closes(words.get(i)) ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return words.size();
    }

    /** The comma that ends a field, or the brace that ends the object. */
    private int end(int from, int close) {
        int i = from;
        while (i < close && !words.get(i).is(",")) {
            i = opens(words.get(i)) ? close(i) + 1 : i + 1;
        }
        return Math.min(i, close);
    }

    private static boolean opens(Word word) {
        return word.is("{") || word.is("(") || word.is("[");
    }

    private static boolean closes(Word word) {
        return word.is("}") || word.is(")") || word.is("]");
    }
}
