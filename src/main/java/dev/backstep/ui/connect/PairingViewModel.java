package dev.backstep.ui.connect;

import dev.backstep.model.HistoryTable;
import dev.backstep.model.Track;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Which folder belongs to which history table. */
public final class PairingViewModel {

    private final List<String> folders;
    private final List<HistoryTable> tables;
    private final ObservableList<Pairing> pairings = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper("");

    /**
     * @param folders every migration folder of the checkout
     * @param tables every history table of the database
     * @param tracks as they are paired now
     */
    public PairingViewModel(List<String> folders, List<HistoryTable> tables, List<Track> tracks) {
        this.folders = List.copyOf(folders);
        this.tables = List.copyOf(tables);
        tracks.forEach(track -> pairings.add(new Pairing(track.folder(), track.table())));
    }

    List<String> folders() {
        return folders;
    }

    List<HistoryTable> tables() {
        return tables;
    }

    ObservableList<Pairing> pairings() {
        return pairings;
    }

    ReadOnlyStringProperty sentenceProperty() {
        return sentence.getReadOnlyProperty();
    }

    /** Adds a pair to be made, of what no pair has yet. */
    void add() {
        String folder = folders.stream()
                .filter(each -> pairings.stream()
                        .noneMatch(
                                pairing -> each.equals(pairing.folderProperty().get())))
                .findFirst()
                .orElse(null);
        HistoryTable table = tables.stream()
                .filter(each -> pairings.stream()
                        .noneMatch(
                                pairing -> each.equals(pairing.tableProperty().get())))
                .findFirst()
                .orElse(null);
        pairings.add(new Pairing(folder, table));
    }

    void remove(Pairing pairing) {
        pairings.remove(pairing);
    }

    /** The tracks, when they make sense; else nothing, and {@link #sentenceProperty} says why. */
    Optional<List<Track>> tracks() {
        List<Track> tracks = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        for (Pairing pairing : pairings) {
            String folder = pairing.folderProperty().get();
            HistoryTable table = pairing.tableProperty().get();
            if (folder == null && table == null) {
                return refuse(Text.of("pairing.nothing"));
            }
            if (folder != null && !taken.add(folder)) {
                return refuse(Text.of("pairing.twice", folder));
            }
            if (table != null && !taken.add(table)) {
                return refuse(Text.of("pairing.twice", table.toString()));
            }
            tracks.add(new Track(name(folder, table), folder, table));
        }
        sentence.set("");
        return Optional.of(tracks);
    }

    private Optional<List<Track>> refuse(String why) {
        sentence.set(why);
        return Optional.empty();
    }

    private static String name(@Nullable String folder, @Nullable HistoryTable table) {
        if (folder != null) {
            return folder.substring(folder.lastIndexOf('/') + 1);
        }
        return table == null ? "" : table.name();
    }
}
