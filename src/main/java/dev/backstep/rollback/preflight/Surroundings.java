package dev.backstep.rollback.preflight;

import dev.backstep.database.Activity;
import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.rollback.preflight.Check.State;
import dev.backstep.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What is looked at before anything is run on a database, whatever it is; only reads. */
public final class Surroundings {

    private static final String READ_ONLY = """
            SELECT pg_catalog.pg_is_in_recovery(),
                   (SELECT reset_val = 'on' FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only')
            """;

    private Surroundings() {}

    /** The checks, in this order: {@code server}, {@code sessions}, {@code prepared}, {@code replication}, {@code pooler}. */
    public static List<Check> check(Database database) throws BackstepException {
        List<Check> checks = new ArrayList<>(database.read(connection -> {
            List<Activity> activities = database.activities(connection);
            return List.of(
                    server(database, connection),
                    Preflight.sessions(activities),
                    Bystanders.prepared(connection),
                    Bystanders.replication(connection));
        }));
        checks.add(Preflight.pooler(database));
        return List.copyOf(checks);
    }

    private static Check server(Database database, Connection connection) throws SQLException {
        String user = database.settings().user();
        String detail = database.serverVersion(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ_ONLY)) {
            row.next();
            if (row.getBoolean(1)) {
                return new Check("server", State.STOPS, Text.of("preflight.server.standby"), detail);
            }
            return row.getBoolean(2)
                    ? new Check("server", State.STOPS, Text.of("preflight.server.readOnly", user), detail)
                    : new Check("server", State.OK, Text.of("program.check.server", user), detail);
        }
    }
}
