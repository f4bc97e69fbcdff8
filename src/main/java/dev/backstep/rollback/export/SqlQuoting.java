package dev.backstep.rollback.export;

import dev.backstep.model.Version;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import org.jspecify.annotations.Nullable;

/** Puts names and values into SQL so that nothing in them can end the quotes they stand in. */
final class SqlQuoting {

    private SqlQuoting() {}

    /** A table by its schema and name. */
    record Table(String schema, String name) {

        String quoted() {
            return identifier(schema) + "." + identifier(name);
        }

        String shown() {
            return Visible.of(schema + "." + name);
        }
    }

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** An escape string where there is a backslash: it is read alike under every {@code standard_conforming_strings}. */
    static String literal(String value) {
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    /** A version as the history table's number. */
    static String number(Version version) {
        return version.text().chars().allMatch(c -> c >= '0' && c <= '9') ? version.text() : literal(version.text());
    }

    /** A dollar quote of this name that does not occur in {@code body}. */
    static String dollarTag(String name, String body) {
        String tag = "$" + name;
        while (body.contains(tag)) {
            tag += "_";
        }
        return tag + "$";
    }

    /** A statement that raises when this is another database or the history is not what the plan was made for. */
    static String guard(String database, Table table, @Nullable Version at, boolean dirty) {
        String expected = at == null ? "" : at.text() + " " + dirty;
        String body = """

                DECLARE
                  found text := (SELECT coalesce(string_agg(version || ' ' || dirty, ', '), '') FROM %s);
                BEGIN
                  IF current_database() <> %s THEN
                    RAISE EXCEPTION USING MESSAGE = %s || current_database();
                  END IF;
                  IF found <> %s THEN
                    RAISE EXCEPTION USING MESSAGE = %s || found;
                  END IF;
                END
                """.formatted(
                        table.quoted(),
                        literal(database),
                        literal(Text.of("export.sql.otherDatabase", Visible.of(database)) + " "),
                        literal(expected),
                        literal(Text.of("export.sql.changed", expected) + " "));
        String tag = dollarTag("guard", body);
        return "DO " + tag + body + tag + ";";
    }
}
