package dev.backstep.rollback.saved;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.run.Saving;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes what a plan takes away into plain tables of a schema of its own, in the run's transaction.
 *
 * <p>What is not of a type of PostgreSQL's own is written as text, since the plan may drop its type.
 */
final class SchemaWriter {

    /** What every such schema's name begins with. */
    static final String PREFIX = "backstep_saved_";

    /** The table that holds the manifest. */
    static final String MANIFEST = "manifest";

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss").withZone(ZoneOffset.UTC);

    private final Snapshot snapshot;
    private final Precaution.Moment moment;
    private final Consumer<Saving> progress;

    SchemaWriter(Snapshot snapshot, Precaution.Moment moment, Consumer<Saving> progress) {
        this.snapshot = snapshot;
        this.moment = moment;
        this.progress = progress;
    }

    /** Writes the schema; its rows were counted and compared with the tables' when this returns. */
    Saved.InSchema write() throws BackstepException, SQLException {
        String schema = PREFIX + NAME.format(snapshot.at());
        try {
            execute("CREATE SCHEMA " + TableName.quote(schema));
            execute("REVOKE ALL ON SCHEMA " + TableName.quote(schema) + " FROM PUBLIC");
        } catch (SQLException e) {
            throw Refused.of(e, "saved.refusedSchema", schema);
        }
        List<Manifest.Entry> entries = new ArrayList<>();
        List<Part> parts = snapshot.salvage().parts();
        for (int i = 0; i < parts.size(); i++) {
            if (moment.cancelRequested()) {
                throw new CancellationException();
            }
            entries.add(write(schema, parts.get(i), i));
        }
        Manifest manifest = snapshot.manifest(CopySettings.encoding(snapshot.connection()), entries, null);
        write(new TableName(schema, MANIFEST), manifest);
        return new Saved.InSchema(schema, manifest.rows(), manifest.unsaved());
    }

    private Manifest.Entry write(String schema, Part part, int index) throws BackstepException, SQLException {
        TableName copy = new TableName(
                schema, "%04d_%s".formatted(index + 1, cut(part.table().name())));
        tell(Saving.Phase.WRITING, part, index);
        try {
            String columns = part.columns().stream().map(SchemaWriter::plain).collect(Collectors.joining(", "));
            execute("CREATE TABLE " + copy.sql() + " AS SELECT " + columns + " FROM ONLY "
                    + part.table().sql());
            tell(Saving.Phase.CHECKING, part, index);
            String written = value(SavedSchema.sumOf("SELECT " + part.columnList() + " FROM " + copy.sql()));
            String there = value(SavedSchema.sumOf(
                    "SELECT " + columns + " FROM ONLY " + part.table().sql()));
            if (!written.equals(there)) {
                throw new BackstepException("saved.schemaDiffers", null, part.table());
            }
            String[] counted = written.split(" ", 2);
            return new Manifest.Entry(copy.name(), part, Long.parseLong(counted[0]), 0, counted[1], part.ddl());
        } catch (SQLException e) {
            throw Refused.of(e, "saved.refused", part.table().toString());
        }
    }

    private static String plain(Part.Column column) {
        String name = TableName.quote(column.name());
        return column.builtIn() ? name : name + "::pg_catalog.text AS " + name;
    }

    /** PostgreSQL cuts names at 63 bytes; cut here, so that the manifest has the name that is there. */
    private static String cut(String name) {
        String shown = name;
        while (shown.getBytes(StandardCharsets.UTF_8).length > 63 - 5) {
            shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
        }
        return shown;
    }

    private void write(TableName table, Manifest manifest) throws SQLException {
        execute("CREATE TABLE " + table.sql() + " (manifest pg_catalog.jsonb NOT NULL)");
        try (PreparedStatement insert = snapshot.connection()
                .prepareStatement("INSERT INTO " + table.sql() + " VALUES (?::pg_catalog.jsonb)")) {
            insert.setString(1, new String(ManifestJson.of(manifest), StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
    }

    private void tell(Saving.Phase phase, Part part, int index) {
        int parts = snapshot.salvage().parts().size();
        progress.accept(new Saving(phase, part.table().toString(), index, parts, 0, part.rows()));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private Connection connection() {
        return snapshot.connection();
    }
}
