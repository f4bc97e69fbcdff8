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

    /** @throws BackstepException when there is no such schema, or it holds something else */
    public static Manifest manifest(Connection connection, String schema) throws BackstepException, SQLException {
        TableName table = new TableName(schema, SchemaWriter.MANIFEST);
        try (Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("SELECT pg_catalog.to_regclass('"
                        + table.sql().replace("'", "''") + "') IS NOT NULL")) {
            there.next();
            if (!there.getBoolean(1)) {
                throw new BackstepException("saved.schema.gone", null, schema);
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT manifest FROM " + table.sql())) {
            Manifest manifest = row.next()
                    ? ManifestJson.manifest(row.getString(1).getBytes(StandardCharsets.UTF_8))
                    : null;
            if (manifest == null) {
                throw new BackstepException("saved.schema.foreign", null, schema);
            }
            return manifest;
        }
    }
}
