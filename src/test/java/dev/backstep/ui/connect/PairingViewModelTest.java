package dev.backstep.ui.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.model.HistoryTable;
import dev.backstep.model.Track;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairingViewModelTest {

    private static final HistoryTable CORE = new HistoryTable("golang-migrate", "public", "schema_migrations");
    private static final HistoryTable VECTOR = new HistoryTable("golang-migrate", "public", "vector_schema_migrations");
    private static final List<String> FOLDERS = List.of("db/core", "db/vector");
    private static final Track CORE_TRACK = new Track("core", "db/core", CORE);

    @Test
    void tracksComeBackAsTheyWere() {
        PairingViewModel model = model(CORE_TRACK);
        assertEquals(Optional.of(List.of(CORE_TRACK)), model.tracks());
    }

    @Test
    void anAddedPairTakesWhatIsLeft() {
        PairingViewModel model = model(CORE_TRACK);
        model.add();
        assertEquals(Optional.of(List.of(CORE_TRACK, new Track("vector", "db/vector", VECTOR))), model.tracks());
    }

    @Test
    void nothingCanBeInTwoTracks() {
        PairingViewModel model = model(CORE_TRACK);
        model.add();
        model.pairings().getLast().tableProperty().set(CORE);
        assertEquals(Optional.empty(), model.tracks());
        assertEquals(
                "public.schema_migrations is in two tracks. It can be in one only.",
                model.sentenceProperty().get());
    }

    @Test
    void anEmptyPairIsRefused() {
        PairingViewModel model = model(CORE_TRACK);
        model.pairings().getFirst().folderProperty().set(null);
        assertEquals(Optional.of(List.of(new Track("schema_migrations", null, CORE))), model.tracks());
        model.pairings().getFirst().tableProperty().set(null);
        assertEquals(Optional.empty(), model.tracks());
        assertEquals(
                "A track needs a folder, a table, or both. Choose one or remove the row.",
                model.sentenceProperty().get());
    }

    @Test
    void withoutAnyPairBackstepFindsThemItself() {
        PairingViewModel model = model(CORE_TRACK);
        model.remove(model.pairings().getFirst());
        assertEquals(Optional.of(List.of()), model.tracks());
    }

    private static PairingViewModel model(Track... tracks) {
        return new PairingViewModel(FOLDERS, List.of(CORE, VECTOR), List.of(tracks));
    }
}
