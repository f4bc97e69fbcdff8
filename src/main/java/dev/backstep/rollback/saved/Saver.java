package dev.backstep.rollback.saved;

import dev.backstep.database.Database;
import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.Saving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saves what a plan takes away, in the run's own transaction and before the plan's first statement; for one run. */
public final class Saver implements Precaution {

    /** What a saved file's name ends with. */
    public static final String SUFFIX = ".backstep-saved.zip";

    private static final Logger LOG = LoggerFactory.getLogger(Saver.class);
    private static final int LONGEST_NAME = 60;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Database database;
    private final Plan plan;
    private final SaveChoice choice;
    private final Consumer<Saving> progress;
    private final Keeper keeper;
    private final Instant at;
    private @Nullable Path dump;
    private @Nullable Saved saved;

    /** Keeps in mind what is needed to put everything back; called in the run's transaction, before anything is written in it. */
    public interface Keeper {

        /** Keeps nothing. */
        Keeper NONE = new Keeper() {
            @Override
            public boolean alsoUnsaved() {
                return false;
            }

            @Override
            public void keep(@Nullable Saved saved, CatalogSnapshot before) {
                // Nothing to do.
            }
        };

        /** Whether there is something to keep in mind where no data was saved. */
        boolean alsoUnsaved();

        /** The catalog as it is now. */
        default CatalogSnapshot catalog(Connection connection, CatalogScope scope) throws SQLException {
            return CatalogReader.read(connection, scope);
        }

        void keep(@Nullable Saved saved, CatalogSnapshot before) throws BackstepException;
    }

    /** @param progress hears on the run's thread how far it is */
    public Saver(
            Database database,
            Plan plan,
            SaveChoice choice,
            Consumer<Saving> progress,
            Keeper keeper,
            InstantSource clock) {
        this.database = database;
        this.plan = plan;
        this.choice = choice;
        this.progress = progress;
        this.keeper = keeper;
        this.at = clock.instant();
    }

    /** Where the data is; null when nothing was saved, or it was removed since nothing was lost. */
    public @Nullable Saved saved() {
        return saved;
    }

    @Override
    public void before(Moment moment) throws BackstepException {
        if (choice instanceof SaveChoice.ToFolder(Path folder, boolean withDump) && withDump) {
            progress.accept(new Saving(Saving.Phase.DUMPING, "pg_dump", 0, 1, 0, -1));
            dump = new Dump(database).write(folder.resolve(name(".dump")), moment::cancelRequested);
        }
    }

    @Override
    public void take(Moment moment) throws BackstepException, SQLException {
        Connection connection = moment.connection();
        Salvage salvage = choice instanceof SaveChoice.Nothing ? Salvage.NOTHING : lock(moment);
        if (salvage.isEmpty() && !keeper.alsoUnsaved()) {
            return;
        }
        CatalogSnapshot catalog = keeper.catalog(connection, scope(plan));
        if (!salvage.isEmpty()) {
            CopySettings.set(connection);
            String version = database.serverVersion(connection);
            Snapshot snapshot =
                    new Snapshot(connection, Manifest.PlanId.of(plan), plan.database(), salvage, catalog, at, version);
            saved = switch (choice) {
                case SaveChoice.ToFolder(Path folder, var _) ->
                    new FileWriter(snapshot, moment, progress).write(folder.resolve(name(SUFFIX)), dump);
                case SaveChoice.InSchema _ -> new SchemaWriter(snapshot, moment, progress).write();
                case SaveChoice.Nothing _ -> null;
            };
        }
        keeper.keep(saved, catalog);
    }

    /** What of a database is kept in mind for a plan. */
    public static CatalogScope scope(Plan plan) {
        return CatalogScope.without(Set.of(plan.history().table()));
    }

    /** The run is over: what was saved from a loss that did not happen is removed again. */
    public void ended(RunOutcome outcome) {
        if (!outcome.nothingCommitted()) {
            return;
        }
        try {
            if (saved instanceof Saved.InFile file) {
                Files.deleteIfExists(file.file());
            }
            if (dump != null) {
                Files.deleteIfExists(dump);
            }
            boolean stays = saved instanceof Saved.InSchema && !plan.oneTransaction();
            saved = stays ? saved : null;
        } catch (IOException e) {
            LOG.warn("What was saved for nothing could not be removed", e);
        }
    }

    /** What is to be saved, with its tables locked; it is looked for again, since it may have changed before the lock. */
    private Salvage lock(Moment moment) throws SQLException, BackstepException {
        Salvage found = read(moment);
        if (found.isEmpty() && found.obstacles().isEmpty()) {
            return found;
        }
        if (!found.obstacles().isEmpty()) {
            throw new BackstepException(
                    "saved.cannot",
                    null,
                    found.obstacles().stream().map(Unsaved::sentence).collect(Collectors.joining(" ")));
        }
        progress.accept(new Saving(Saving.Phase.LOCKING, "", 0, found.parts().size(), 0, -1));
        TableLocks.take(moment.connection(), found.parts());
        Salvage locked = read(moment);
        if (!tables(locked).equals(tables(found))) {
            throw new BackstepException("saved.changed", null);
        }
        return locked;
    }

    private Salvage read(Moment moment) throws SQLException {
        Salvage salvage = new SalvageReader(moment.connection()).read(plan);
        moment.restore();
        return salvage;
    }

    private static List<TableName> tables(Salvage salvage) {
        return salvage.parts().stream().map(Part::table).toList();
    }

    /** {@code backstep_orchard_dev_448-445_20261121T160912Z.backstep-saved.zip}. */
    private String name(String suffix) {
        String name = plan.database().database().replaceAll("[^A-Za-z0-9._-]", "_");
        String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return "backstep_" + cut + "_" + text(plan.history().current()) + "-" + text(plan.target()) + "_"
                + TIME.format(at) + suffix;
    }

    private static String text(@Nullable Version version) {
        return version == null ? "none" : version.text().replaceAll("[^A-Za-z0-9._]", "_");
    }
}
