package dev.backstep.rollback.saved;

import dev.backstep.model.BackstepException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A schema that holds saved data, read. */
public final class SavedSchema {

    /** What every such schema's name begins with. */
    public static final String PREFIX = SchemaWriter.PREFIX;

    private SavedSchema() {}

    /** How many rows a query gives, and a sum over them that does not go by their order. */
    static String sumOf(String query) {
        return "SELECT count(*) || ' ' || coalesce(sum(pg_catalog.hashtextextended(r::pg_catalog.text, 0)), 0) FROM ("
                + query + ") AS r";
    }

    /**
     * Counts and sums up every table; in a transaction, whose settings it changes.
     *
     * @throws BackstepException when one is not as it was written
     */
    public static void check(Connection connection, String schema, Manifest manifest)
            throws BackstepException, SQLException {
        CopySettings.set(connection);
        for (Manifest.Entry entry : manifest.parts()) {
            String query =
                    "SELECT " + entry.part().columnList() + " FROM " + new TableName(schema, entry.entry()).sql();
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                try (ResultSet row = statement.executeQuery(sumOf(query))) {
                    row.next();
                    if (!row.getString(1).equals(entry.rows() + " " + entry.sha256())) {
                        throw new BackstepException("saved.schema.damaged", null, schema, entry.entry());
                    }
                }
            }
        }
    }

    /** @throws BackstepException when there is no such schema, or it holds something else */
    public static Manifest manifest(Connection connection, String schema) throws BackstepException, SQLException {
        TableName table = new TableName(schema, SchemaWriter.MANIFEST);
        try (Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery(
                        "SELECT pg_catalog.to_regclass('" + table.sql().replace("'", "''") + "') IS NOT NULL")) {
            there.next();
            if (!there.getBoolean(1)) {
                throw new BackstepException("saved.schema.gone", null, schema);
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT manifest FROM " + table.sql())) {
            Manifest manifest =
                    row.next() ? ManifestJson.manifest(row.getString(1).getBytes(StandardCharsets.UTF_8)) : null;
            if (manifest == null) {
                throw new BackstepException("saved.schema.foreign", null, schema);
            }
            return manifest;
        }
    }
}
