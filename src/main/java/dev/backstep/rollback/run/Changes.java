package dev.backstep.rollback.run;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what is different from what a plan was made for, a sentence for each. */
public final class Changes {

    private Changes() {}

    /** The differences; never empty, so it is called only when the fingerprint says that there is one. */
    public static List<String> between(Plan plan, DatabaseIdentity identity, History history) {
        List<String> changes = new ArrayList<>();
        DatabaseIdentity planned = plan.database();
        if (!planned.equals(identity)) {
            changes.add(Text.of(
                    "run.changed.database",
                    planned.database(),
                    planned.server(),
                    identity.database(),
                    identity.server()));
        }
        History before = plan.history();
        if (!before.table().equals(history.table())) {
            changes.add(Text.of(
                    "run.changed.table",
                    before.table().toString(),
                    history.table().toString()));
        }
        if (!Objects.equals(before.current(), history.current())) {
            changes.add(Text.of("run.changed.version", word(before.current()), word(history.current())));
        }
        if (before.dirty() != history.dirty()) {
            changes.add(Text.of(history.dirty() ? "run.changed.dirty" : "run.changed.clean"));
        }
        if (!before.records().equals(history.records())) {
            changes.add(Text.of("run.changed.records"));
        }
        if (changes.isEmpty()) {
            changes.add(Text.of("run.changed.plan"));
        }
        return changes;
    }

    /** A version as a sentence names it, "nothing applied" too. */
    public static String word(@Nullable Version version) {
        return version == null ? Text.of("run.nothing") : version.text();
    }
}
