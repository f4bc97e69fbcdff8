package dev.backstep.ui.kept;

import dev.backstep.journal.Kept;
import dev.backstep.journal.Sightings;
import dev.backstep.rollback.undo.UndoRecord;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What Backstep keeps of what it saw, and forgetting it. */
public final class KeptViewModel {

    private final TaskExecutor tasks;
    private final Sightings sightings;
    private final DialogService dialogs;
    private final Consumer<UndoRecord> putBack;
    private final ObservableList<UndoRecord> rollbacks = FXCollections.observableArrayList();
    private final ObservableList<UndoRecord> shownRollbacks = FXCollections.unmodifiableObservableList(rollbacks);
    private final ReadOnlyObjectWrapper<@Nullable Kept> kept = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper(Text.of("kept.reading"));

    /**
     * Begins to read what there is.
     *
     * @param rollbacks reads which rollbacks can be put back
     * @param putBack hears which of them a person wants to be put back
     */
    public KeptViewModel(
            TaskExecutor tasks,
            Sightings sightings,
            Callable<List<UndoRecord>> rollbacks,
            Consumer<UndoRecord> putBack,
            DialogService dialogs) {
        this.putBack = putBack;
        this.tasks = tasks;
        this.sightings = sightings;
        this.dialogs = dialogs;
        tasks.run(sightings::kept, this::show, this::failed);
        tasks.run(rollbacks, this.rollbacks::setAll, this::failed);
    }

    /** What there is; null until it was read. */
    ReadOnlyObjectProperty<@Nullable Kept> keptProperty() {
        return kept.getReadOnlyProperty();
    }

    /** How much there is, or what went wrong. */
    ReadOnlyStringProperty sentenceProperty() {
        return sentence.getReadOnlyProperty();
    }

    /** The rollbacks that can be put back, newest first. */
    ObservableList<UndoRecord> rollbacks() {
        return shownRollbacks;
    }

    void putBack(UndoRecord rollback) {
        putBack.accept(rollback);
    }

    /** A rollback's line: when it was, and where what it took is saved. */
    static String about(UndoRecord rollback) {
        UndoRecord.SavedAt saved = rollback.saved();
        Date at = Date.from(Instant.parse(rollback.at()));
        return saved == null ? Text.of("kept.rollback.unsaved", at) : Text.of("kept.rollback.saved", at, saved.place());
    }

    /** A rollback's title: which database, from where to where. */
    static String title(UndoRecord rollback) {
        if (rollback.rowsOnly()) {
            return Text.of("kept.rowsOnly", rollback.database().database(), version(rollback.from()));
        }
        return Text.of(
                "plan.heading", rollback.database().database(), version(rollback.from()), version(rollback.target()));
    }

    private static String version(@Nullable String version) {
        return version == null ? Text.of("plan.nothingApplied") : version;
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
