package dev.backstep.replay;

import dev.backstep.database.Database;
import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.tool.HistoryTables;
import dev.backstep.tool.MigrationTool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A live database's catalogs and the stamps of its histories, from one snapshot.
 *
 * @param catalogs what users have made, without the history tables themselves
 * @param scope what was read
 * @param stamps for each history table its stamp
 * @param serverVersion as shown: {@code PostgreSQL 17.2}
 * @param at when it was read
 */
public record LiveSchema(
        CatalogSnapshot catalogs,
        CatalogScope scope,
        Map<HistoryTable, String> stamps,
        String serverVersion,
        Instant at) {

    /** Coder's record of applied migrations, which none of them makes; the tool is of no matter here. */
    private static final HistoryTable RECORD = new HistoryTable("", "_develop", "applied_migrations");

    /** Reads in one read-only transaction. */
    public static LiveSchema read(Database database, List<MigrationTool> tools) throws BackstepException {
        return database.read(connection -> read(database, connection, tools));
    }

    private static LiveSchema read(Database database, Connection connection, List<MigrationTool> tools)
            throws SQLException {
        Map<HistoryTable, String> stamps = new HashMap<>();
        for (HistoryTable table : HistoryTables.of(connection, tools)) {
            stamps.put(table, HistoryTables.stamp(connection, table));
        }
        Set<HistoryTable> without = new HashSet<>(stamps.keySet());
        without.add(RECORD);
        CatalogScope scope = CatalogScope.without(without);
        return new LiveSchema(
                CatalogReader.read(connection, scope),
                scope,
                stamps,
                database.serverVersion(connection),
                Instant.now());
    }

    /** Whether the history and the schema are what they were; rights, owners and comments aside. */
    public boolean unchanged(LiveSchema before, HistoryTable table) {
        String stamp = stamps.get(table);
        return stamp != null
                && stamp.equals(before.stamps.get(table))
                && CatalogDifference.between(before.catalogs, catalogs)
                        .structure()
                        .isEmpty();
    }
}
