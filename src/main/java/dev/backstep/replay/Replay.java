package dev.backstep.replay;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.sql.observed.Observed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Replays migrations one after another on one database, and looks at those that are asked for. */
final class Replay {

    private final ReplayDatabase database;
    private final CatalogScope scope;

    Replay(ReplayDatabase database, CatalogScope scope) {
        this.database = database;
        this.scope = scope;
    }

    Replayed run(List<ReplayMigration> migrations, Predicate<Version> chosen, ReplayProgress progress)
            throws SQLException {
        List<ReplayStep> steps = new ArrayList<>();
        CatalogSnapshot last = null;
        for (int i = 0; i < migrations.size(); i++) {
            ReplayMigration migration = migrations.get(i);
            boolean looked = chosen.test(migration.version());
            CatalogSnapshot before = looked && last == null ? database.snapshot(scope) : last;
            ReplayFailure failure = database.up(migration);
            if (failure != null) {
                return new Replayed(steps, failure, database.snapshot(scope));
            }
            last = null;
            if (looked && before != null) {
                last = database.snapshot(scope);
                steps.add(step(migration, before, last));
            }
            progress.replayed(i + 1, migrations.size());
        }
        return new Replayed(steps, null, last == null ? database.snapshot(scope) : last);
    }

    private ReplayStep step(ReplayMigration migration, CatalogSnapshot before, CatalogSnapshot after)
            throws SQLException {
        return new ReplayStep(
                migration,
                CatalogDifference.between(before, after),
                Observed.between(before, after),
                migration.down() == null ? null : database.down(migration, migration.down(), before, scope));
    }
}
