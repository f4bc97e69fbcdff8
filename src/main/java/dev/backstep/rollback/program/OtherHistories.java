package dev.backstep.rollback.program;

import dev.backstep.rollback.saved.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The history tables of tools whose downs are programs, by the names that these tools give them unless told otherwise. */
final class OtherHistories {

    /** Knex, Sequelize, TypeORM, node-pg-migrate, Django, Alembic, Rails, Prisma, botpress, Laravel, Ecto, Doctrine. */
    private static final String TABLES = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relname IN ('knex_migrations', 'SequelizeMeta', 'migrations', 'pgmigrations',
                    'django_migrations', 'alembic_version', 'schema_migrations', '_prisma_migrations', 'msg_meta',
                    'typeorm_migrations', 'doctrine_migration_versions')
              AND n.nspname !~ '^pg_' AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
            ORDER BY 1, 2
            """;

    private OtherHistories() {}

    /** A sum over each table's rows, whatever their order. */
    static Map<String, String> sums(Connection connection) throws SQLException {
        Map<String, String> sums = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                TableName table = new TableName(rows.getString(1), rows.getString(2));
                sums.put(table.schema() + "." + table.name(), sum(connection, table));
            }
        }
        return sums;
    }

    /** Whether two are alike but for what may be new each time, such as when a row was written. */
    static boolean alike(String one, String other) {
        return one.replaceFirst(" rows, sum .*", "").equals(other.replaceFirst(" rows, sum .*", ""));
    }

    private static String sum(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) || ' rows, sum ' || coalesce(sum("
                        + "pg_catalog.hashtextextended(r::pg_catalog.text, 0)), 0) FROM " + table.sql() + " AS r")) {
            row.next();
            return row.getString(1);
        }
    }
}
