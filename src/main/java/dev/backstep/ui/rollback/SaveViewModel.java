package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.saved.Leftovers;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.SaveFolder;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What becomes of the data that the plan takes away: what there is, and where a person wants it. */
public final class SaveViewModel {

    /** Where it goes. */
    public enum Place {
        FILE,
        SCHEMA,
        NOWHERE
    }

    /**
     * What is known now.
     *
     * @param salvage what would be saved; null while it is looked for, or when that failed
     * @param failure why it could not be found out; empty when it could
     * @param dumpProblem why no full dump can be made; empty when one can
     */
    public record State(@Nullable Salvage salvage, String failure, String dumpProblem) {}

    /**
     * What is known of the folder.
     *
     * @param found the folder; null while it is looked at, or when nothing can be written there
     * @param problem why nothing can be written there; empty when something can
     */
    public record Folder(@Nullable SaveFolder found, String problem) {}

    private static final State UNKNOWN = new State(null, "", "");

    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(UNKNOWN);
    private final ReadOnlyObjectWrapper<Folder> looked = new ReadOnlyObjectWrapper<>(new Folder(null, ""));
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.FILE);
    private final StringProperty folder = new SimpleStringProperty("");
    private final BooleanProperty dump = new SimpleBooleanProperty();
    private TaskExecutor.@Nullable Running reading;
    private TaskExecutor.@Nullable Running looking;

    /** @param usual where saved data goes when nobody says otherwise */
    public SaveViewModel(Path usual, TaskExecutor tasks) {
        this.tasks = tasks;
        folder.set(usual.toString());
        folder.subscribe(_ -> look());
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Folder> lookedProperty() {
        return looked.getReadOnlyProperty();
    }

    public ObjectProperty<Place> placeProperty() {
        return place;
    }

    /** The folder for the file, as it is written in its field. */
    StringProperty folderProperty() {
        return folder;
    }

    /** Whether a full dump is wanted beside the file. */
    BooleanProperty dumpProperty() {
        return dump;
    }

    /** Looks up what is taken away; {@code read} asks the database. */
    public void show(Callable<State> read) {
        leave();
        state.set(UNKNOWN);
        look();
        reading = tasks.run(read, state::set, this::failed);
    }

    /** Stops waiting for answers. */
    public void leave() {
        if (reading != null) {
            reading.cancel();
        }
    }

    /** Whether the plan takes away what could be saved, or nobody knows yet. */
    boolean asks() {
        Salvage salvage = state.get().salvage();
        return salvage == null || salvage.asks();
    }

    /** Where the data goes, as it is chosen now. */
    public SaveChoice choice() {
        if (!asks()) {
            return new SaveChoice.Nothing();
        }
        return switch (place.get()) {
            case FILE ->
                new SaveChoice.ToFolder(
                        path().orElseThrow(),
                        dump.get() && state.get().dumpProblem().isEmpty());
            case SCHEMA -> new SaveChoice.InSchema();
            case NOWHERE -> new SaveChoice.Nothing();
        };
    }

    /** Why nothing can be run with this choice; empty when something can. */
    public String obstacle() {
        if (place.get() == Place.NOWHERE || !asks()) {
            return "";
        }
        Salvage salvage = state.get().salvage();
        if (salvage == null) {
            return Text.of(state.get().failure().isEmpty() ? "rollback.save.reading" : "rollback.save.unknown");
        }
        if (!salvage.obstacles().isEmpty()) {
            return Text.of("rollback.save.impossible");
        }
        boolean folderFits =
                place.get() != Place.FILE || (path().isPresent() && looked.get().found() != null);
        return folderFits ? "" : Text.of("rollback.save.badFolder");
    }

    /** What is saved and what cannot be, in sentences. */
    List<String> unsaved() {
        Salvage salvage = state.get().salvage();
        return salvage == null
                ? List.of()
                : salvage.unsaved().stream()
                        .map(Unsaved::sentence)
                        .map(Visible::of)
                        .toList();
    }

    /** How much it is and how much room there is, in a sentence. */
    String size() {
        Salvage salvage = state.get().salvage();
        if (salvage == null) {
            return state.get().failure().isEmpty()
                    ? Text.of("rollback.save.reading")
                    : state.get().failure();
        }
        return SavedText.salvage(salvage);
    }

    /** How much room there is in the folder, or why nothing can be written there. */
    String room() {
        Folder now = looked.get();
        SaveFolder found = now.found();
        if (found == null) {
            return now.problem();
        }
        Salvage salvage = state.get().salvage();
        boolean tight = salvage != null && salvage.bytes() > found.free();
        return Text.of(tight ? "rollback.save.tight" : "rollback.save.free", SavedText.bytes(found.free()));
    }

    /** What an earlier run left unfinished in the folder, in a sentence; empty when there is nothing. */
    String leftovers() {
        SaveFolder found = looked.get().found();
        return found == null || found.leftovers().isEmpty()
                ? ""
                : Text.of("rollback.save.leftovers", found.leftovers().size(), SavedText.bytes(found.leftoverBytes()));
    }

    /** Removes what an earlier run left unfinished. */
    void removeLeftovers() {
        SaveFolder found = looked.get().found();
        if (found != null) {
            tasks.run(
                    () -> {
                        Leftovers.remove(found.leftovers());
                        return true;
                    },
                    _ -> look(),
                    _ -> look());
        }
    }

    private void failed(Exception cause) {
        state.set(new State(
                null, Problem.of(Text.of("rollback.save.failed"), cause).sentence(), ""));
    }

    private void look() {
        if (looking != null) {
            looking.cancel();
        }
        Path wanted = path().orElse(null);
        if (wanted == null) {
            looked.set(new Folder(null, Text.of("rollback.save.noFolder")));
            return;
        }
        looking = tasks.run(
                () -> SaveFolder.look(wanted),
                found -> looked.set(new Folder(found, "")),
                failure -> looked.set(new Folder(
                        null,
                        Problem.of(Text.of("rollback.save.failed"), failure).sentence())));
    }

    private Optional<Path> path() {
        try {
            Path path = Path.of(folder.get().strip());
            return path.isAbsolute() ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
