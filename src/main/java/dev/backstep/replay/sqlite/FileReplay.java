package dev.backstep.replay.sqlite;

import dev.backstep.database.sqlite.SqliteCatalog;
import dev.backstep.database.sqlite.SqliteProblem;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.sql.Statement;
import dev.backstep.sql.reverse.GeneratedDown;
import dev.backstep.sql.sqlite.SqliteText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What migrations do, one after the other, to an empty database in memory.
 *
 * @param steps one for each, up to the first that could not be replayed
 * @param problem why not; null where all were
 */
public record FileReplay(List<Step> steps, @Nullable BackstepException problem) {

    public FileReplay {
        steps = List.copyOf(steps);
    }

    /**
     * A migration that was replayed.
     *
     * @param before what it met
     * @param after what it left
     * @param down its way back
     */
    public record Step(Version version, CatalogSnapshot before, CatalogSnapshot after, GeneratedDown down) {}

    /** Replays them; the down scripts that come with them are not looked at. */
    public static FileReplay of(List<ReplayMigration> migrations) {
        List<Step> steps = new ArrayList<>();
        try (Memory memory = Memory.open()) {
            CatalogSnapshot before = SqliteCatalog.read(memory.connection(), null);
            for (ReplayMigration migration : migrations) {
                GeneratedDown down;
                try {
                    down = run(memory, migration.up());
                } catch (SQLException e) {
                    return new FileReplay(steps, failed(migration, e));
                }
                CatalogSnapshot after = SqliteCatalog.read(memory.connection(), null);
                steps.add(new Step(migration.version(), before, after, down));
                before = after;
            }
            return new FileReplay(steps, null);
        } catch (SQLException e) {
            return new FileReplay(steps, new BackstepException("sqlite.replay", e, SqliteProblem.message(e)));
        }
    }

    /** The step of a migration; empty where it was not replayed. */
    public Optional<Step> of(Version version) {
        return steps.stream().filter(step -> step.version().equals(version)).findFirst();
    }

    /**
     * Replays the migrations up to one, runs a script that undoes it, and compares.
     *
     * @return what is different from before the migration
     * @throws BackstepException when something could not be run
     */
    public static CatalogDifference undone(List<ReplayMigration> migrations, String down) throws BackstepException {
        try (Memory memory = Memory.open()) {
            CatalogSnapshot before = SqliteCatalog.read(memory.connection(), null);
            for (ReplayMigration migration : migrations) {
                before = SqliteCatalog.read(memory.connection(), null);
                try {
                    for (Statement statement : SqliteText.statements(migration.up())) {
                        memory.run(statement);
                    }
                } catch (SQLException e) {
                    throw failed(migration, e);
                }
            }
            for (Statement statement : SqliteText.statements(down)) {
                memory.run(statement);
            }
            return CatalogDifference.between(before, SqliteCatalog.read(memory.connection(), null));
        } catch (SQLException e) {
            throw new BackstepException("sqlite.replay", e, SqliteProblem.message(e));
        }
    }

    private static GeneratedDown run(Memory memory, String up) throws SQLException {
        WayBack way = new WayBack();
        for (Statement statement : SqliteText.statements(up)) {
            Tables before = Tables.read(memory.connection());
            memory.run(statement);
            way.add(statement, before, Tables.read(memory.connection()));
        }
        return way.down();
    }

    private static BackstepException failed(ReplayMigration migration, SQLException e) {
        return new BackstepException(
                "sqlite.replayFailed", e, migration.version().text(), migration.name(), SqliteProblem.message(e));
    }
}
