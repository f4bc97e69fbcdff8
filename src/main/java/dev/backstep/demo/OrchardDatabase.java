package dev.backstep.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Fills the demo's database: the migrations of {@code feature/alpha}, rows, and golang-migrate's history tables. */
final class OrchardDatabase {

    private OrchardDatabase() {}

    /** Migrates an empty database, all in one transaction. */
    static void fill(Connection connection, OrchardMigrations migrations) throws SQLException {
        List<SampleMigration> applied = new ArrayList<>(migrations.main());
        applied.addAll(migrations.alpha());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (SampleMigration migration : applied) {
                statement.execute(migration.up());
            }
            statement.execute(OrchardMigrations.rows());
            history(statement, "schema_migrations", "core", applied);
            history(statement, "search_schema_migrations", "search", applied);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** The table as golang-migrate makes it and leaves it after a clean run: one row, not dirty. */
    private static void history(Statement statement, String table, String track, List<SampleMigration> applied)
            throws SQLException {
        int version = applied.stream()
                .filter(migration -> migration.track().equals(track))
                .mapToInt(SampleMigration::version)
                .max()
                .orElseThrow();
        statement.execute("CREATE TABLE IF NOT EXISTS \"public\".\"" + table
                + "\" (version bigint not null primary key, dirty boolean not null)");
        statement.execute("INSERT INTO \"public\".\"" + table + "\" (version, dirty) VALUES (" + version + ", false)");
    }
}
