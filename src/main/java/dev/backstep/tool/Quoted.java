package dev.backstep.tool;

import dev.backstep.model.HistoryTable;

/** Puts names and values into SQL so that nothing in them can end the quotes they stand in. */
public final class Quoted {

    private Quoted() {}

    public static String table(HistoryTable table) {
        return identifier(table.schema()) + "." + identifier(table.name());
    }

    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** An escape string where there is a backslash: it is read alike under every {@code standard_conforming_strings}. */
    public static String literal(String value) {
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }
}
