package dev.backstep.tool.typescript;

import dev.backstep.tool.typescript.Word.Kind;
import dev.backstep.tool.typescript.Word.Piece;
import java.util.ArrayList;
import java.util.List;

/** Cuts a source into words; comments and white space are left out. Whatever does not end ends with the source. */
final class Words {

    private final String source;
    private final List<Word> words = new ArrayList<>();
    private int at;

    private Words(String source) {
        this.source = source;
    }

    static List<Word> of(String source) {
        Words cut = new Words(source);
        while (cut.at < source.length()) {
            cut.next();
        }
        return cut.words;
    }

    private void next() {
        char c = source.charAt(at);
        int start = at;
        if (Character.isWhitespace(c) || c == '\uFEFF') {
            at++;
        } else if (source.startsWith("//", at)) {
            at = after("\n", at);
        } else if (source.startsWith("/*", at)) {
            at = after("*/", at + 2);
        } else if (c == '\'' || c == '"') {
            add(Kind.STRING, start, string(c), List.of());
        } else if (c == '`') {
            List<Piece> pieces = template();
            add(Kind.TEMPLATE, start, "", pieces);
        } else if (c == '/' && regexMayBegin()) {
            regex();
            add(Kind.REGEX, start, source.substring(start, at), List.of());
        } else if (Character.isDigit(c)) {
            run();
            add(Kind.NUMBER, start, source.substring(start, at), List.of());
        } else if (Character.isJavaIdentifierStart(c) || c == '#') {
            at++;
            run();
            add(Kind.NAME, start, source.substring(start, at), List.of());
        } else {
            at++;
            add(Kind.SIGN, start, String.valueOf(c), List.of());
        }
    }

    private void add(Kind kind, int start, String text, List<Piece> pieces) {
        words.add(new Word(kind, start, at, text, pieces));
    }

    private int after(String end, int from) {
        int found = source.indexOf(end, from);
        return found < 0 ? source.length() : found + end.length();
    }

    private void run() {
        while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
            at++;
        }
    }

    private String string(char quote) {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < source.length() && source.charAt(at) != quote && source.charAt(at) != '\n') {
            text.append(character());
        }
        at = Math.min(at + 1, source.length());
        return text.toString();
    }

    private List<Piece> template() {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        at++;
        while (at < source.length() && source.charAt(at) != '`') {
            if (source.startsWith("${", at)) {
                pieces.add(new Piece(text.toString(), false));
                text.setLength(0);
                pieces.add(new Piece(substitution(), true));
            } else {
                text.append(character());
            }
        }
        at = Math.min(at + 1, source.length());
        pieces.add(new Piece(text.toString(), false));
        return pieces;
    }

    /** The source between the braces; what is in them may have braces and templates of its own. */
    private String substitution() {
        at += 2;
        int start = at;
        int kept = words.size();
        int depth = 0;
        while (at < source.length() && (depth > 0 || source.charAt(at) != '}')) {
            int before = words.size();
            next();
            if (words.size() > before) {
                Word last = words.getLast();
                depth += last.is("{") ? 1 : last.is("}") ? -1 : 0;
            }
        }
        words.subList(kept, words.size()).clear();
        String inside = source.substring(start, Math.min(at, source.length()));
        at = Math.min(at + 1, source.length());
        return inside.strip();
    }

    /** One character of a string or template, as it evaluates; a line's end is always a line feed. */
    private String character() {
        char c = source.charAt(at++);
        if (c == '\r') {
            at += source.startsWith("\n", at) ? 1 : 0;
            return "\n";
        }
        if (c != '\\' || at >= source.length()) {
            return String.valueOf(c);
        }
        char escaped = source.charAt(at++);
        return switch (escaped) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'v' -> "\u000B";
            case '0' -> "\0";
            case '\n' -> "";
            case '\r' -> {
                at += source.startsWith("\n", at) ? 1 : 0;
                yield "";
            }
            case 'x' -> code(2);
            case 'u' -> unicode();
            default -> String.valueOf(escaped);
        };
    }

    private String unicode() {
        if (!source.startsWith("{", at)) {
            return code(4);
        }
        int end = source.indexOf('}', at);
        String digits = end < 0 ? "" : source.substring(at + 1, end);
        at = end < 0 ? at : end + 1;
        return character(digits);
    }

    private String code(int length) {
        String digits = source.substring(at, Math.min(at + length, source.length()));
        at += digits.length();
        return character(digits);
    }

    private static String character(String hex) {
        return hex.matches("[0-9A-Fa-f]{1,6}") && Integer.parseInt(hex, 16) <= Character.MAX_CODE_POINT
                ? Character.toString(Integer.parseInt(hex, 16))
                : "\uFFFD";
    }

    /** After a value a slash divides. */
    private boolean regexMayBegin() {
        if (words.isEmpty()) {
            return true;
        }
        Word last = words.getLast();
        return last.isName("return") || (last.kind() == Kind.SIGN && !last.is(")") && !last.is("]") && !last.is("}"));
    }

    private void regex() {
        boolean set = false;
        at++;
        while (at < source.length() && source.charAt(at) != '\n' && (set || source.charAt(at) != '/')) {
            char c = source.charAt(at);
            set = c == '[' || (set && c != ']');
            at += c == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, source.length());
        run();
    }
}
