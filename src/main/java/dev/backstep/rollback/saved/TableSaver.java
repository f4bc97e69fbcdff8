package dev.backstep.rollback.saved;

import dev.backstep.database.ConnectionProblem;
import dev.backstep.database.Database;
import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.run.Saving;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Saves whole tables before another program changes them, in a transaction of its own: what is written between its end and
 * the program's statements is not saved.
 */
public final class TableSaver {

    private static final int LONGEST_NAME = 60;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Database database;
    private final String fingerprint;
    private final @Nullable Collection<TableName> tables;
    private final Instant at;

    /**
     * @param fingerprint of what they are saved for
     * @param tables which; null for all
     */
    public TableSaver(
            Database database, String fingerprint, @Nullable Collection<TableName> tables, InstantSource clock) {
        this.database = database;
        this.fingerprint = fingerprint;
        this.tables = tables;
        this.at = clock.instant();
    }

    /** What would be saved; only reads. */
    public Salvage salvage() throws BackstepException {
        return database.read(this::read);
    }

    private Salvage read(Connection connection) throws SQLException {
        SalvageReader reader = new SalvageReader(connection);
        return tables == null ? reader.readAll() : reader.read(tables);
    }

    /**
     * Saves; null when there is nothing to be saved, or nothing is to be.
     *
     * @throws BackstepException when it could not be done; nothing of it is left then
     */
    public @Nullable Saved save(SaveChoice choice, Consumer<Saving> progress, BooleanSupplier cancelled)
            throws BackstepException {
        if (choice instanceof SaveChoice.Nothing) {
            return null;
        }
        Path dump = null;
        if (choice instanceof SaveChoice.ToFolder(Path folder, boolean withDump) && withDump) {
            progress.accept(new Saving(Saving.Phase.DUMPING, "pg_dump", 0, 1, 0, -1));
            dump = new Dump(database).write(folder.resolve(name(".dump")), cancelled);
        }
        try (Connection connection = database.connectForRun()) {
            connection.setAutoCommit(false);
            Saved saved = save(connection, choice, dump, progress, cancelled);
            connection.commit();
            return saved;
        } catch (SQLException e) {
            throw ConnectionProblem.of(e, database.settings());
        }
    }

    private @Nullable Saved save(
            Connection connection,
            SaveChoice choice,
            @Nullable Path dump,
            Consumer<Saving> progress,
            BooleanSupplier cancelled)
            throws SQLException, BackstepException {
        Salvage salvage = read(connection);
        if (salvage.isEmpty()) {
            return null;
        }
        if (!salvage.obstacles().isEmpty()) {
            throw new BackstepException(
                    "saved.cannot",
                    null,
                    salvage.obstacles().stream().map(Unsaved::sentence).collect(Collectors.joining(" ")));
        }
        progress.accept(new Saving(Saving.Phase.LOCKING, "", 0, salvage.parts().size(), 0, -1));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = 5000");
        }
        TableLocks.take(connection, salvage.parts());
        CatalogSnapshot catalog = CatalogReader.read(connection, CatalogScope.all());
        CopySettings.set(connection);
        DatabaseIdentity identity = database.identity(connection);
        Snapshot snapshot = new Snapshot(
                connection,
                new Manifest.PlanId(fingerprint, null, null),
                identity,
                salvage,
                catalog,
                at,
                database.serverVersion(connection));
        Precaution.Moment moment = new Alone(connection, cancelled);
        return switch (choice) {
            case SaveChoice.ToFolder(Path folder, var _) ->
                new FileWriter(snapshot, moment, progress).write(folder.resolve(name(Saver.SUFFIX)), dump);
            case SaveChoice.InSchema _ -> new SchemaWriter(snapshot, moment, progress).write();
            case SaveChoice.Nothing _ -> null;
        };
    }

    private String name(String suffix) {
        String name = database.settings().database().replaceAll("[^A-Za-z0-9._-]", "_");
        String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return "backstep_" + cut + "_program_" + TIME.format(at) + suffix;
    }

    /** The session is used for nothing else. */
    private record Alone(Connection connection, BooleanSupplier cancelled) implements Precaution.Moment {
        @Override
        public void restore() {
            // It ends after saving.
        }

        @Override
        public boolean cancelRequested() {
            return cancelled.getAsBoolean();
        }
    }
}
