package dev.backstep.rollback.program;

import dev.backstep.rollback.saved.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many rows each table of a copy has, counted, and how many were written there so far, as PostgreSQL's statistics say;
 * these include what was rolled back.
 */
record RowCounts(NavigableMap<TableName, Count> tables) {

    private static final String TABLES = """
            SELECT n.nspname, c.relname, coalesce(s.n_tup_upd, 0), coalesce(s.n_tup_del, 0)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid
            WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """;

    private record Count(long rows, long updated, long deleted) {}

    /** Counts every table; nobody else is on the copy, so it may take its time. */
    static RowCounts read(Connection copy) throws SQLException {
        NavigableMap<TableName, Count> tables = new TreeMap<>();
        try (Statement statement = copy.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                TableName table = new TableName(rows.getString(1), rows.getString(2));
                tables.put(table, new Count(count(copy, table), rows.getLong(3), rows.getLong(4)));
            }
        }
        return new RowCounts(tables);
    }

    private static long count(Connection copy, TableName table) throws SQLException {
        try (Statement statement = copy.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM ONLY " + table.sql())) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What became of the rows on the way to {@code after}, of those tables where something did. */
    List<RowChange> to(RowCounts after) {
        List<RowChange> changes = new ArrayList<>();
        TreeSet<TableName> all = new TreeSet<>(tables.keySet());
        all.addAll(after.tables.keySet());
        for (TableName table : all) {
            RowChange change = change(table, tables.get(table), after.tables.get(table));
            if (change.isChange()) {
                changes.add(change);
            }
        }
        return List.copyOf(changes);
    }

    private static RowChange change(TableName table, @Nullable Count before, @Nullable Count after) {
        long updated = after == null ? 0 : after.updated - (before == null ? 0 : before.updated);
        long deleted = after == null ? 0 : after.deleted - (before == null ? 0 : before.deleted);
        return new RowChange(
                table,
                before == null ? -1 : before.rows,
                after == null ? -1 : after.rows,
                Math.max(0, updated),
                Math.max(0, deleted));
    }
}
