package dev.backstep.ui.kept;

import dev.backstep.journal.Kept;
import dev.backstep.journal.Sightings;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** What Backstep keeps of what it saw, and forgetting it. */
public final class KeptViewModel {

    private final TaskExecutor tasks;
    private final Sightings sightings;
    private final DialogService dialogs;
    private final ReadOnlyObjectWrapper<@Nullable Kept> kept = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper(Text.of("kept.reading"));

    /** Begins to read what there is. */
    public KeptViewModel(TaskExecutor tasks, Sightings sightings, DialogService dialogs) {
        this.tasks = tasks;
        this.sightings = sightings;
        this.dialogs = dialogs;
        tasks.run(sightings::kept, this::show, this::failed);
    }

    /** What there is; null until it was read. */
    ReadOnlyObjectProperty<@Nullable Kept> keptProperty() {
        return kept.getReadOnlyProperty();
    }

    /** How much there is, or what went wrong. */
    ReadOnlyStringProperty sentenceProperty() {
        return sentence.getReadOnlyProperty();
    }

    Path folder() {
        return sightings.path();
    }

    void copyFolder() {
        dialogs.copy(folder().toString());
    }

    /** Asks, and forgets everything. */
    void clear() {
        Kept now = kept.get();
        if (now != null
                && dialogs.confirm(
                        Text.of("kept.clear.question"), Text.of("kept.clear.explanation"), Text.of("kept.clear.yes"))) {
            tasks.run(
                    () -> {
                        sightings.clear();
                        return sightings.kept();
                    },
                    this::show,
                    this::failed);
        }
    }

    /** A history's line: how many migrations, and between which days. */
    static String about(Kept.History history) {
        return Text.of(
                "kept.history",
                history.table(),
                history.sightings(),
                Date.from(history.oldest()),
                Date.from(history.newest()));
    }

    private void show(Kept read) {
        kept.set(read);
        List<Kept.History> histories = read.histories();
        sentence.set(
                histories.isEmpty()
                        ? Text.of("kept.nothing")
                        : Text.of("kept.size", Bytes.of(read.bytes()), read.texts(), Bytes.of(Sightings.MOST_BYTES)));
    }

    private void failed(Exception failure) {
        sentence.set(Text.of("kept.failed", folder().toString(), failure.toString()));
    }
}
