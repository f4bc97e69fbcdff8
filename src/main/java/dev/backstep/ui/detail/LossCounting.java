package dev.backstep.ui.detail;

import dev.backstep.model.ContentId;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.Version;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the losses of the shown migration counted in the background, one migration at a time, once the selection rests; keeps
 * what was counted until the database is read anew.
 */
final class LossCounting {

    /** Longer than from one row to the next while an arrow key is held down. */
    private static final Duration REST = Duration.ofMillis(300);

    private static final int KEPT = 100;
    private static final LossNumbers UNCOUNTED = _ -> null;

    private final TaskExecutor tasks;
    private final Runnable changed;
    private final Map<Key, LossNumbers> known = new HashMap<>();
    private @Nullable LossCounter counter;
    private @Nullable Key wanted;
    private TaskExecutor.@Nullable Running rest;
    private boolean counting;

    /** @param changed is called when {@link #numbers} has more to say */
    LossCounting(TaskExecutor tasks, Runnable changed) {
        this.tasks = tasks;
        this.changed = changed;
    }

    /** Forgets what was counted; null where nobody can count. */
    void by(@Nullable LossCounter newer) {
        counter = newer;
        known.clear();
        want(null);
    }

    /**
     * What is known of a migration's losses now; what is not is asked for.
     *
     * @param script the migration's down script; null where there is nothing to count
     */
    LossNumbers numbers(Migration migration, @Nullable DownScript script) {
        LossCounter by = counter;
        if (by == null || script == null) {
            want(null);
            return UNCOUNTED;
        }
        Key key = new Key(
                migration.version(), content(migration.up()), script.script().content());
        if (known.containsKey(key)) {
            want(null);
        } else if (!key.equals(wanted)) {
            want(key);
            rest = tasks.later(REST, () -> count(by, key, script));
        }
        return known.getOrDefault(key, _ -> Text.of("detail.loss.counting"));
    }

    private void want(@Nullable Key key) {
        TaskExecutor.Running before = rest;
        if (before != null) {
            before.cancel();
        }
        rest = null;
        wanted = key;
    }

    /** An answer on its way is awaited, even when nobody wants it any more: one connection is enough. */
    private void count(LossCounter by, Key key, DownScript script) {
        if (!counting) {
            counting = true;
            tasks.run(() -> by.count(script), numbers -> counted(by, key, numbers), _ -> counted(by, key, UNCOUNTED));
        }
    }

    private void counted(LossCounter by, Key key, LossNumbers numbers) {
        counting = false;
        want(null);
        if (by.equals(counter)) {
            if (known.size() >= KEPT) {
                known.clear();
            }
            known.put(key, numbers);
        }
        changed.run();
    }

    private static @Nullable ContentId content(@Nullable Script script) {
        return script == null ? null : script.content();
    }

    /** A migration by its texts. */
    private record Key(
            Version version,
            @Nullable ContentId up,
            @Nullable ContentId down) {}
}
