package dev.backstep.rollback.preflight;

import dev.backstep.model.HistoryTable;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Whether the server and the role would let a run write. */
final class Writing {

    /** The reading session has made itself read-only; what a new one would be is the setting's reset value. */
    private static final String QUERY = """
            SELECT pg_catalog.pg_is_in_recovery(),
                   (SELECT reset_val = 'on' FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only'),
                   (SELECT (SELECT bool_and(pg_catalog.has_table_privilege(c.oid, needed))
                            FROM pg_catalog.unnest(?::text[]) AS needed)
                    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = ? AND c.relname = ?)
            """;

    private Writing() {}

    /**
     * The sentence that says what stands in the way; empty when nothing does.
     *
     * @param privileges what the run needs on the history table
     */
    static String problem(Connection connection, Plan plan, List<String> privileges, String role) throws SQLException {
        HistoryTable table = plan.history().table();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setArray(1, connection.createArrayOf("text", privileges.toArray()));
            statement.setString(2, table.schema());
            statement.setString(3, table.name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    return Text.of("preflight.server.standby");
                }
                if (row.getBoolean(2)) {
                    return Text.of("preflight.server.readOnly", role);
                }
                return row.getBoolean(3)
                        ? ""
                        : Text.of("preflight.server.denied", role, table.toString(), String.join(", ", privileges));
            }
        }
    }
}
