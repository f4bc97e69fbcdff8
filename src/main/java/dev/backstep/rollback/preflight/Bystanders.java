package dev.backstep.rollback.preflight;

import dev.backstep.rollback.preflight.Check.State;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is not a session and still takes part: prepared transactions, and what copies this database elsewhere. */
final class Bystanders {

    private static final String PREPARED = """
            SELECT gid, owner, extract(epoch FROM pg_catalog.clock_timestamp() - prepared)::bigint
            FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database() ORDER BY prepared
            """;

    /** Physical standbys follow everything; these take the database apart into rows of tables they know. */
    private static final String REPLICATION = """
            SELECT 'slot', s.slot_name::text || CASE WHEN s.active THEN '' ELSE ' (inactive)' END
            FROM pg_catalog.pg_replication_slots s
            WHERE s.slot_type = 'logical' AND s.database = pg_catalog.current_database()
            UNION ALL
            SELECT 'publication', p.pubname::text FROM pg_catalog.pg_publication p
            UNION ALL
            SELECT 'subscription', u.subname::text FROM pg_catalog.pg_subscription u
            WHERE u.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d
                               WHERE d.datname = pg_catalog.current_database())
            ORDER BY 1, 2
            """;

    private Bystanders() {}

    static Check prepared(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PREPARED)) {
            while (rows.next()) {
                found.add(Text.of(
                        "preflight.prepared.one",
                        Visible.of(rows.getString(1)),
                        Visible.of(rows.getString(2)),
                        SessionText.time(Duration.ofSeconds(rows.getLong(3)))));
            }
        }
        return found.isEmpty()
                ? new Check("prepared", State.OK, Text.of("preflight.prepared.none"), "")
                : new Check("prepared", State.ASKS, Text.of("preflight.prepared", SessionText.firstOf(found)), "");
    }

    static Check replication(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(REPLICATION)) {
            while (rows.next()) {
                String name = Visible.of(rows.getString(2));
                found.add(
                        switch (rows.getString(1)) {
                            case "slot" -> Text.of("preflight.replication.slot", name);
                            case "publication" -> Text.of("preflight.replication.publication", name);
                            default -> Text.of("preflight.replication.subscription", name);
                        });
            }
        }
        return found.isEmpty()
                ? new Check("replication", State.OK, Text.of("preflight.replication.none"), "")
                : new Check(
                        "replication", State.ASKS, Text.of("preflight.replication", SessionText.firstOf(found)), "");
    }
}
