package dev.backstep.rollback.rehearsal;

import dev.backstep.database.Database;
import dev.backstep.database.ScriptError;
import dev.backstep.model.BackstepException;
import dev.backstep.replay.Throwaway;
import dev.backstep.sql.DumpText;
import dev.backstep.sql.Statement;
import dev.backstep.tool.Quoted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Makes a dumped schema on a throwaway database, with the live server's roles and the live database's settings. */
final class SchemaLoad {

    private static final Pattern EXTENSION =
            Pattern.compile("CREATE EXTENSION (?:IF NOT EXISTS )?\"((?:[^\"]|\"\")+)\".*", Pattern.DOTALL);

    private static final Pattern PUBLICATION = Pattern.compile("(?:CREATE|ALTER) PUBLICATION ");
    private static final String DUPLICATE_SCHEMA = "42P06";

    /** insufficient_privilege, and undefined_object for what such a publication publishes besides. */
    private static final Set<String> NO_RIGHT = Set.of("42501", "42704");

    private static final String DUPLICATE_ROLE = "42710";

    /** A setting that only a superuser makes, or that belongs to an extension that is not there. */
    private static final Set<String> NO_SETTING = Set.of("42501", "42704", "22023", "55P02");

    /** Policies and scripts name roles. */
    private static final String ROLES =
            "SELECT rolname, '' FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' AND rolname <> 'postgres' LIMIT 1000";

    /** As a new session of the live database's role has them. */
    private static final String SETTINGS = """
            SELECT name, value FROM (
                SELECT pg_catalog.split_part(each, '=', 1) AS name,
                       pg_catalog.substr(each, pg_catalog.strpos(each, '=') + 1) AS value,
                       CASE WHEN setrole = 0 THEN 0 ELSE 2 END + CASE WHEN setdatabase = 0 THEN 0 ELSE 1 END AS rank
                FROM pg_catalog.pg_db_role_setting, LATERAL pg_catalog.unnest(setconfig) AS each
                WHERE setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database
                                          WHERE datname = pg_catalog.current_database()))
                  AND setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user))
                UNION ALL
                SELECT 'search_path', pg_catalog.current_setting('search_path'), 4) AS settings
            ORDER BY rank
            """;

    private final Database live;
    private final Throwaway throwaway;
    private final Set<String> leftOut;
    private final BooleanSupplier cancelled;

    SchemaLoad(Database live, Throwaway throwaway, Set<String> leftOut, BooleanSupplier cancelled) {
        this.live = live;
        this.throwaway = throwaway;
        this.leftOut = Set.copyOf(leftOut);
        this.cancelled = cancelled;
    }

    void load(DumpText dump) throws BackstepException {
        Map<String, String> roles = live.read(connection -> pairs(connection, ROLES));
        Map<String, String> settings = live.read(connection -> pairs(connection, SETTINGS));
        try (Connection session = throwaway.database().connectForRun()) {
            for (String role : roles.keySet()) {
                create(session, role);
            }
            for (Statement statement : dump.statements()) {
                load(session, statement);
            }
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                set(session, setting.getKey(), setting.getValue());
            }
        } catch (SQLException e) {
            throw new BackstepException("rehearsal.loadFailed", e, ScriptError.sentence(e, ""), "");
        }
    }

    private static void create(Connection session, String role) throws SQLException {
        try {
            send(session, "CREATE ROLE " + Quoted.identifier(role));
        } catch (SQLException e) {
            if (!DUPLICATE_ROLE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private void load(Connection session, Statement statement) throws SQLException, BackstepException {
        if (isLeftOut(statement.text())) {
            return;
        }
        if (cancelled.getAsBoolean() || throwaway.cancelRequested()) {
            throw new CancellationException();
        }
        SQLException problem = attempt(session, statement.text());
        String ended = throwaway.watched();
        if (problem == null || isHarmless(statement.text(), String.valueOf(problem.getSQLState()))) {
            return;
        }
        if (throwaway.cancelRequested()) {
            throw new CancellationException();
        }
        throw new BackstepException(
                "rehearsal.loadFailed",
                problem,
                ended == null ? ScriptError.sentence(problem, "") : ended,
                statement.headline());
    }

    private @Nullable SQLException attempt(Connection session, String text) {
        try {
            PGConnection driver = session.unwrap(PGConnection.class);
            throwaway.watch(() -> {
                try {
                    driver.cancelQuery();
                } catch (SQLException e) {
                    // It is asked again.
                }
            });
            send(session, text);
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    /** Every database has a schema {@code public}; and only a superuser publishes whole schemas, which changes nothing in them. */
    private static boolean isHarmless(String text, String state) {
        return DUPLICATE_SCHEMA.equals(state) || (PUBLICATION.matcher(text).lookingAt() && NO_RIGHT.contains(state));
    }

    private boolean isLeftOut(String text) {
        Matcher extension = EXTENSION.matcher(text);
        return extension.matches() && leftOut.contains(extension.group(1).replace("\"\"", "\""));
    }

    /** For the sessions that come; what cannot be set there is not. */
    private void set(Connection session, String name, @Nullable String value) throws SQLException {
        try (PreparedStatement set = session.prepareStatement("SELECT pg_catalog.set_config(?, ?, false)")) {
            set.setString(1, name);
            set.setString(2, value);
            set.execute();
            send(
                    session,
                    "ALTER DATABASE "
                            + Quoted.identifier(throwaway.database().settings().database()) + " SET "
                            + Quoted.identifier(name) + " FROM CURRENT");
        } catch (SQLException e) {
            if (!NO_SETTING.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
        }
    }

    private static void send(Connection session, String sql) throws SQLException {
        try (java.sql.Statement statement = session.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static Map<String, String> pairs(Connection connection, String query) throws SQLException {
        Map<String, String> pairs = new LinkedHashMap<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                pairs.put(rows.getString(1), rows.getString(2));
            }
        }
        return pairs;
    }
}
