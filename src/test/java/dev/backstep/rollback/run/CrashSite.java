package dev.backstep.rollback.run;

import dev.backstep.fixture.Postgres;
import dev.backstep.rollback.run.Crash.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a run is hit: a database, the program that runs a plan on it, and every state in which the database may ever be found. */
public interface CrashSite {

    /** For the table, and for the program. */
    String name();

    /**
     * Prints "begins" when the run does, and how it ended; its arguments are the server's port, the database's name, a folder for
     * its journal, and the site's name.
     */
    Class<?> program();

    /** A new database, as it is before the run. */
    Postgres database();

    /** All states on the way, as the statements themselves make them, without Backstep; the first is before, the last after. */
    List<Stop> stops();

    /** How many steps the plan has. */
    int length();

    /**
     * Looks at what else a run leaves.
     *
     * @param spoke whether the run could say how it ended
     */
    default void inspect(Path folder, Postgres database, Found found, boolean spoke) throws IOException {}

    /**
     * A state on the way.
     *
     * @param done how many steps are done
     * @param statements how many statements of the next step are done besides
     * @param state what there is besides the history
     * @param row what the history says then; null where it is empty
     */
    record Stop(
            int done,
            int statements,
            String state,
            @Nullable String row) {}

    /** What there is besides the history's row: the catalog, and the rows of each table. */
    static String state(Postgres database) {
        StringBuilder state = new StringBuilder(database.catalog());
        String tables = database.value(
                "SELECT string_agg(format('%I.%I', schemaname, tablename), ' ' ORDER BY 1) FROM pg_tables"
                        + " WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema' AND tablename <> 'schema_migrations'");
        for (String table : tables == null ? List.<String>of() : List.of(tables.split(" "))) {
            state.append("\n")
                    .append(table)
                    .append(database.value(
                            "SELECT md5(string_agg(r::text, ',' ORDER BY r::text)) FROM " + table + " r"));
        }
        return state.toString();
    }
}
