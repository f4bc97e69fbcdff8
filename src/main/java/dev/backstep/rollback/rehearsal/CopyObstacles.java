package dev.backstep.rollback.rehearsal;

import dev.backstep.database.Database;
import dev.backstep.database.Pooler;
import dev.backstep.database.ServerDisk;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Session;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says why no copy can be made on the live server, or why a plan must not run there: a copy shares its server with the
 * live database, and what reaches out of a database reaches that too.
 */
public final class CopyObstacles {

    private static final int NAMED = 3;

    /** What a script can do outside its database, even when it is rolled back; a pattern to PostgreSQL and to Java. */
    private static final String OUTSIDE = "program|lo_export|lo_import|pg_terminate_backend|pg_cancel_backend"
            + "|pg_reload_conf|pg_rotate_logfile|pg_switch_wal|pg_promote|dblink|pg_read_file|pg_read_binary_file"
            + "|pg_file_write|pg_logical_emit_message|replication_slot|replication_origin|copy[^;]*'";

    private static final Pattern OUT = Pattern.compile(OUTSIDE, Pattern.CASE_INSENSITIVE);

    /** Those of which nothing reaches out of the database. */
    private static final String HARMLESS = "'plpgsql', 'pgcrypto', 'uuid-ossp', 'citext', 'hstore', 'ltree', 'pg_trgm',"
            + " 'btree_gin', 'btree_gist', 'intarray', 'unaccent', 'fuzzystrmatch', 'tablefunc', 'cube',"
            + " 'earthdistance', 'isn', 'seg', 'dict_int', 'dict_xsyn', 'tsm_system_rows', 'tsm_system_time', 'vector',"
            + " 'pg_stat_statements', 'postgis'";

    private final Database live;
    private final @Nullable Plan plan;

    CopyObstacles(Database live, Plan plan) {
        this.live = live;
        this.plan = plan;
    }

    /** For what no plan foretells: what a program will send. */
    public CopyObstacles(Database live) {
        this.live = live;
        this.plan = null;
    }

    /** Whether a copy can be made, and how large it is; only reads. */
    public Offer offer() throws BackstepException {
        List<String> obstacles = new ArrayList<>(ofPlan());
        if (live.pooler() != Pooler.NONE) {
            obstacles.add(Text.of("rehearsal.not.pooler"));
        }
        return live.read(connection -> {
            obstacles.addAll(ofDatabase(connection));
            long bytes = Long.parseLong(
                    text(connection, "SELECT pg_catalog.pg_database_size(pg_catalog.current_database())"));
            OptionalLong free = ServerDisk.free(connection);
            if (free.isPresent() && free.getAsLong() < bytes) {
                obstacles.add(Text.of("rehearsal.not.room", Bytes.of(bytes), Bytes.of(free.getAsLong())));
            }
            return new Offer(Way.TEMPLATE, Offer.joined(obstacles), bytes, free, List.of());
        });
    }

    private List<String> ofPlan() {
        List<String> obstacles = new ArrayList<>();
        if (plan == null) {
            return obstacles;
        }
        if (!plan.oneTransaction()) {
            obstacles.add(Text.of("rehearsal.not.stepByStep"));
        }
        for (Step step : plan.steps()) {
            if (step.text() != null && OUT.matcher(step.text()).find()) {
                obstacles.add(Text.of(
                        "rehearsal.not.script", step.migration().version().text()));
            }
        }
        return obstacles;
    }

    private List<String> ofDatabase(Connection connection) throws SQLException {
        List<String> obstacles = new ArrayList<>();
        List<Session> others = live.sessions(connection);
        if (!others.isEmpty()) {
            String names = others.stream()
                    .map(session -> session.application().isEmpty() ? session.user() : session.application())
                    .distinct()
                    .limit(NAMED)
                    .map(Visible::of)
                    .collect(Collectors.joining(", "));
            obstacles.add(Text.of("rehearsal.not.sessions", others.size(), names));
        }
        add(obstacles, connection, "rehearsal.not.right", """
                SELECT current_user WHERE NOT EXISTS (
                    SELECT FROM pg_catalog.pg_roles r, pg_catalog.pg_database d
                    WHERE r.rolname = current_user AND d.datname = pg_catalog.current_database()
                      AND (r.rolsuper OR r.rolcreatedb AND pg_catalog.pg_has_role(d.datdba, 'USAGE')))
                """);
        add(obstacles, connection, "rehearsal.not.old", """
                SELECT pg_catalog.current_setting('server_version')
                WHERE pg_catalog.current_setting('server_version_num')::int < 130000
                """);
        add(obstacles, connection, "rehearsal.not.recovery", "SELECT '' WHERE pg_catalog.pg_is_in_recovery()");
        add(
                obstacles,
                connection,
                "rehearsal.not.prepared",
                "SELECT gid FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database() LIMIT 1");
        add(
                obstacles,
                connection,
                "rehearsal.not.foreign",
                "SELECT srvname FROM pg_catalog.pg_foreign_server ORDER BY 1 LIMIT 1");
        add(
                obstacles,
                connection,
                "rehearsal.not.extension",
                "SELECT extname FROM pg_catalog.pg_extension WHERE extname NOT IN (" + HARMLESS
                        + ") ORDER BY 1 LIMIT 1");
        add(obstacles, connection, "rehearsal.not.function", """
                SELECT p.oid::pg_catalog.regprocedure::text
                FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
                WHERE p.oid >= 16384 AND (NOT l.lanpltrusted AND l.lanname <> 'sql' OR p.prosrc ~* '%s')
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                  WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                                    AND d.objid = p.oid AND d.deptype = 'e')
                ORDER BY 1 LIMIT 1
                """.formatted(OUTSIDE.replace("'", "''")));
        return obstacles;
    }

    private static void add(List<String> obstacles, Connection connection, String key, String query)
            throws SQLException {
        String found = text(connection, query);
        if (!found.equals(NOTHING)) {
            obstacles.add(Text.of(key, Visible.of(found)));
        }
    }

    private static final String NOTHING = "\0";

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : NOTHING;
        }
    }
}
