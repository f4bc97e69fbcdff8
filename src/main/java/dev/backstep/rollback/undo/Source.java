package dev.backstep.rollback.undo;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.saved.Manifest;
import dev.backstep.rollback.saved.Part;
import dev.backstep.rollback.saved.Refused;
import dev.backstep.rollback.saved.SavedFile;
import dev.backstep.rollback.saved.SavedSchema;
import dev.backstep.rollback.saved.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Where saved rows come from. */
sealed interface Source extends AutoCloseable {

    Manifest manifest();

    /** Puts a part's rows into a table that has its columns, by their names; gives how many. */
    long fill(Sql sql, Manifest.Entry part, String table) throws BackstepException, SQLException, IOException;

    @Override
    default void close() {}

    /** A file. */
    record OfFile(SavedFile file) implements Source {
        @Override
        public Manifest manifest() {
            return file.manifest();
        }

        @Override
        public long fill(Sql sql, Manifest.Entry part, String table)
                throws BackstepException, SQLException, IOException {
            String copy = "COPY " + table + " (" + columns(part.part()) + ") FROM STDIN (FORMAT text, ENCODING '"
                    + manifest().encoding() + "')";
            try (InputStream rows = file.rows(part)) {
                return sql.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(copy, rows);
            }
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /** A schema of the same database. */
    record OfSchema(Manifest manifest, String schema) implements Source {
        @Override
        public long fill(Sql sql, Manifest.Entry part, String table) throws SQLException {
            List<List<String>> types = sql.rows("SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)"
                    + " FROM pg_catalog.pg_attribute a WHERE a.attrelid = pg_catalog.to_regclass(" + Sql.literal(table)
                    + ") AND a.attnum > 0 AND NOT a.attisdropped");
            String values = part.part().columns().stream()
                    .map(column -> TableName.quote(column.name()) + "::" + type(types, column.name()))
                    .collect(Collectors.joining(", "));
            return sql.execute(
                    "INSERT INTO " + table + " (" + columns(part.part()) + ") OVERRIDING SYSTEM VALUE SELECT " + values
                            + " FROM " + new TableName(schema, part.entry()).sql());
        }

        private static String type(List<List<String>> types, String column) {
            return types.stream()
                    .filter(row -> row.get(0).equals(column))
                    .map(row -> row.get(1))
                    .findFirst()
                    .orElse("text");
        }
    }

    /**
     * Opens it, and sees that it is what the run wrote.
     *
     * @throws BackstepException when it is gone or was changed
     */
    static @Nullable Source open(Sql sql, UndoRecord.@Nullable SavedAt saved) throws BackstepException, SQLException {
        if (saved == null) {
            return null;
        }
        Path path = saved.path();
        if (path == null) {
            String schema = Objects.requireNonNull(saved.schema());
            return new OfSchema(SavedSchema.manifest(sql.connection(), schema), schema);
        }
        SavedFile file = SavedFile.open(path);
        if (!file.manifestSum().equals(saved.manifest())) {
            file.close();
            throw new BackstepException("saved.file.damaged", null, path);
        }
        return new OfFile(file);
    }

    private static String columns(Part part) {
        return part.columns().stream()
                .map(column -> TableName.quote(column.name()))
                .collect(Collectors.joining(", "));
    }

    /** The reason why PostgreSQL took none of a part; without values. */
    static String refusal(SQLException problem) {
        return Refused.words(problem);
    }
}
