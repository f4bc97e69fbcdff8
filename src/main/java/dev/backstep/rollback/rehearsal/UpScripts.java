package dev.backstep.rollback.rehearsal;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Version;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayFailure;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.Stage;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The up scripts of what is applied: what a database should be like, only they can tell.
 *
 * @param applied in the order in which it was
 */
record UpScripts(List<Migration> applied, ScriptReader scripts, ReplayDesk replays) {

    UpScripts {
        applied = List.copyOf(applied);
    }

    /** Why they cannot be replayed, as far as that is known without reading them; null where they can. */
    @Nullable
    String missing(Plan plan) {
        for (Migration each : applied) {
            Script up = planned(plan, each).up();
            if (up == null) {
                return Text.of("rehearsal.noScript", each.version().text());
            }
            if (!up.isSent()) {
                return Text.of("replay.placeholders", each.version().text());
            }
        }
        return null;
    }

    /** What a fresh database has at the plan's target, and at where the plan begins. */
    Expected expected(Plan plan, ReplayProgress progress) throws BackstepException {
        String missing = missing(plan);
        if (missing != null) {
            return Expected.unknown(missing);
        }
        return lend(plan, progress, new Stage.Work<>() {
            @Override
            public Expected on(Stage stage) {
                return new Expected(stage.target(), stage.above(), null);
            }

            @Override
            public Expected unable(ReplayFailure failure) {
                return Expected.unknown(sentence(failure));
            }
        });
    }

    /** Lends a throwaway database on which they were replayed. */
    <T> T lend(Plan plan, ReplayProgress progress, Stage.Work<T> work) throws BackstepException {
        Set<Version> undone = undone(plan).map(Migration::version).collect(Collectors.toSet());
        List<ReplayMigration> below = new ArrayList<>();
        List<ReplayMigration> above = new ArrayList<>();
        for (Migration each : applied) {
            boolean goes = undone.contains(each.version());
            (goes ? above : below).add(ReplayMigration.applied(goes ? planned(plan, each) : each, scripts));
        }
        List<ReplayMigration> instead = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (step.forth()) {
                instead.add(ReplayMigration.applied(step.migration(), scripts));
            }
        }
        CatalogScope scope = CatalogScope.without(Set.of(plan.history().table()));
        return replays.lend(below, above, instead, scope, progress, work);
    }

    /** Where a replay ended too early, and why. */
    static String sentence(ReplayFailure failure) {
        return Text.of("rehearsal.replayEnded", failure.version().text(), failure.name(), failure.sentence());
    }

    /** The candidate that the plan takes for what was applied. */
    private static Migration planned(Plan plan, Migration each) {
        return undone(plan)
                .filter(migration -> migration.version().equals(each.version()))
                .findFirst()
                .orElse(each);
    }

    private static Stream<Migration> undone(Plan plan) {
        return plan.steps().stream().filter(step -> !step.forth()).map(Step::migration);
    }
}
