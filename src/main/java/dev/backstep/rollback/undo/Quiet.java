package dev.backstep.rollback.undo;

import dev.backstep.rollback.saved.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps a table's triggers from firing and its foreign keys from being asked before all rows are in; needs the table's owner
 * and no superuser. The foreign keys are checked afterwards, every row of them.
 */
final class Quiet {

    private static final String TRIGGERS = """
            SELECT pg_catalog.format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::pg_catalog.regclass, t.tgname),
                   pg_catalog.format('ALTER TABLE %s ENABLE %s TRIGGER %I', t.tgrelid::pg_catalog.regclass,
                       CASE t.tgenabled WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' ELSE '' END, t.tgname)
            FROM pg_catalog.pg_trigger t
            WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgrelid IN (SELECT oid FROM loaded)
            """;

    /** Only the topmost of a partitioned table's constraints can be altered, and takes the others along. */
    private static final String FOREIGN_KEYS = """
            , keys AS (
                SELECT k.oid, k.conparentid FROM pg_catalog.pg_constraint k
                WHERE k.contype = 'f' AND k.conrelid IN (SELECT oid FROM loaded)
                UNION SELECT p.oid, p.conparentid FROM pg_catalog.pg_constraint p JOIN keys ON keys.conparentid = p.oid)
            SELECT DISTINCT
                pg_catalog.format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED',
                    k.conrelid::pg_catalog.regclass, k.conname),
                pg_catalog.format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE',
                    k.conrelid::pg_catalog.regclass, k.conname)
            FROM pg_catalog.pg_constraint k JOIN keys ON keys.oid = k.oid
            WHERE k.conparentid = 0 AND NOT k.condeferrable
            """;

    /** As soon as foreign keys speak, nothing may wait for the end of the transaction: tables with waiting checks are fixed. */
    private static final String NOW = "SET CONSTRAINTS ALL IMMEDIATE";

    private final Sql sql;
    private final List<String> back = new ArrayList<>();

    Quiet(Sql sql) {
        this.sql = sql;
    }

    void begin(List<TableName> tables) throws SQLException {
        sql.execute(NOW);
        if (tables.isEmpty()) {
            return;
        }
        String oids = tables.stream()
                .map(table -> "pg_catalog.to_regclass(" + Sql.literal(table.sql()) + ")")
                .collect(Collectors.joining(", "));
        String loaded = "WITH RECURSIVE loaded(oid) AS (SELECT unnest(ARRAY[" + oids + "]::pg_catalog.oid[]))\n";
        change(loaded + TRIGGERS);
        change(loaded + FOREIGN_KEYS);
        sql.execute("SET CONSTRAINTS ALL DEFERRED");
    }

    /** Asks every foreign key, and puts all back as it was. */
    void end() throws SQLException {
        sql.execute(NOW);
        for (String statement : back.reversed()) {
            sql.execute(statement);
        }
    }

    private void change(String query) throws SQLException {
        for (List<String> each : sql.rows(query)) {
            sql.execute(each.get(0));
            back.add(each.get(1));
        }
    }
}
