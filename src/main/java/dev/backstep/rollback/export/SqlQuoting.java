package dev.backstep.rollback.export;

import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.tool.MigrationTool.Expectation;
import dev.backstep.tool.Quoted;

/** Puts texts into SQL so that nothing in them can end the quotes they stand in. */
final class SqlQuoting {

    private SqlQuoting() {}

    /** A dollar quote of this name that does not occur in {@code body}. */
    static String dollarTag(String name, String body) {
        String tag = "$" + name;
        while (body.contains(tag)) {
            tag += "_";
        }
        return tag + "$";
    }

    /** A statement that raises when this is another database or the history is not what the plan was made for. */
    static String guard(String database, Expectation expected) {
        String body = """

                DECLARE
                  found text := (%s);
                BEGIN
                  IF current_database() <> %s THEN
                    RAISE EXCEPTION USING MESSAGE = %s || current_database();
                  END IF;
                  IF found <> %s THEN
                    RAISE EXCEPTION USING MESSAGE = %s || found;
                  END IF;
                END
                """.formatted(
                        expected.query(),
                        Quoted.literal(database),
                        Quoted.literal(Text.of("export.sql.otherDatabase", Visible.of(database)) + " "),
                        Quoted.literal(expected.answer()),
                        Quoted.literal(Text.of("export.sql.changed", expected.answer()) + " "));
        String tag = dollarTag("guard", body);
        return "DO " + tag + body + tag + ";";
    }
}
