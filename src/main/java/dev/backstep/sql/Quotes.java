package dev.backstep.sql;

/** What stands between the quotes of a string constant. */
public final class Quotes {

    private Quotes() {}

    /**
     * The content of a string constant.
     *
     * @param constant the constant as it stands; one that is not closed yields what is there
     */
    public static String content(String constant) {
        if (constant.startsWith("$")) {
            int tag = constant.indexOf('$', 1) + 1;
            String delimiter = constant.substring(0, tag);
            boolean closed = constant.length() >= 2 * tag && constant.endsWith(delimiter);
            return constant.substring(tag, closed ? constant.length() - tag : constant.length());
        }
        int open = constant.indexOf('\'') + 1;
        boolean closed = constant.length() > open && constant.endsWith("'");
        String content = constant.substring(open, closed ? constant.length() - 1 : constant.length());
        boolean escapes = constant.startsWith("E") || constant.startsWith("e");
        return (escapes ? unescaped(content) : content).replace("''", "'");
    }

    private static String unescaped(String content) {
        StringBuilder plain = new StringBuilder(content.length());
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '\\' && i + 1 < content.length()) {
                char escaped = content.charAt(++i);
                plain.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case '\'' -> "''";
                            default -> escaped;
                        });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
