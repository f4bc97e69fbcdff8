package dev.backstep.ui.kept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Plans;
import dev.backstep.fixture.Window;
import dev.backstep.journal.Journal;
import dev.backstep.journal.Look;
import dev.backstep.journal.Sightings;
import dev.backstep.model.ContentId;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.Version;
import dev.backstep.rollback.undo.UndoRecord;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.application.ColorScheme;
import javafx.event.ActionEvent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptDialogTest {

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();
    private final List<String> copied = new ArrayList<>();
    private final List<UndoRecord> put = new ArrayList<>();
    private final List<UndoRecord> rollbacks = List.of(
            rollback("20261121T160912Z-1a2b3c4d", "/home/ada/Documents/Backstep/backstep_orchard_dev_448-445.zip"),
            rollback("20261120T080000Z-99887766", null));
    private boolean sure;

    @Test
    void itShowsHowMuchIsKeptAndForgetsItWhenThePersonIsSure() throws Exception {
        Sightings sightings = new Journal(folder).sightings();
        see(sightings, "orchard_dev", 448);
        see(sightings, "cider_house_with_a_very_long_name_that_somebody_chose_for_it", 12);
        try (Window window = new Window()) {
            Window.fx(() -> {
                window.stage().setScene(new Scene(new Label(), 900, 600));
                window.stage().show();
                new KeptDialog(
                                window.stage(),
                                window.theme(),
                                new KeptViewModel(
                                        TaskExecutor.onVirtualThreads(),
                                        sightings,
                                        () -> rollbacks,
                                        put::add,
                                        new Answers()))
                        .show();
            });
            Scene scene = Objects.requireNonNull(dialog(window)).getScene();
            Window.await(() -> label(scene, "#kept-sentence").endsWith("scripts. Above 200.0 MB the oldest go."));
            assertTrue(label(scene, "#kept-sentence").contains("with 920 scripts"), label(scene, "#kept-sentence"));
            Window.picture(scene, "kept-light");
            window.turn(ColorScheme.DARK);
            Window.picture(scene, "kept-dark");
            assertEquals(
                    2,
                    Window.onFx(() -> scene.getRoot().lookupAll(".button").stream()
                            .filter(node -> String.valueOf(node.getId()).startsWith("put-back-"))
                            .count()));
            press(scene, "#kept-copy");
            assertEquals(List.of(folder.resolve("sightings").toString()), copied);
            press(scene, "#kept-clear");
            assertFalse(sightings.kept().histories().isEmpty());
            sure = true;
            press(scene, "#kept-clear");
            Window.await(() -> label(scene, "#kept-sentence").equals("Nothing is kept yet."));
            assertTrue(Window.onFx(() -> button(scene, "#kept-clear").isDisabled()));
            assertEquals(List.of("Forget it", "Forget it"), asked);
            Window.picture(scene, "kept-nothing-dark");
            press(scene, "#put-back-20261121T160912Z-1a2b3c4d");
            assertEquals(List.of(rollbacks.getFirst()), put);
        }
    }

    private static UndoRecord rollback(String id, @Nullable String file) {
        return new UndoRecord(
                UndoRecord.FORMAT,
                id,
                "2026-11-21T16:09:12Z",
                Plans.DATABASE,
                Plans.TABLE,
                "",
                "448",
                "445",
                List.of(),
                file == null ? null : new UndoRecord.SavedAt(file, "", null),
                List.of());
    }

    private static void see(Sightings sightings, String database, int migrations) throws Exception {
        List<Look.Held> held = new ArrayList<>();
        for (int i = 1; i <= migrations; i++) {
            held.add(new Look.Held(
                    new Migration(Version.of(i), "m" + i, script(database, i, "up"), script(database, i, "down")),
                    true,
                    null));
        }
        Look look = new Look(
                new Look.Subject(
                        new DatabaseIdentity("localhost:5432", database, 1, "7"),
                        new HistoryTable("golang-migrate", "public", "schema_migrations")),
                new Look.Position(Version.of(migrations), "s"),
                "/src/orchard",
                "main",
                null,
                held);
        sightings.keep(look, script -> text(script.fileName()));
    }

    private static Script script(String database, int version, String direction) {
        String name = version + "_" + database + "." + direction + ".sql";
        return new Script(name, ContentId.of(text(name)));
    }

    private static byte[] text(String name) {
        return ("-- " + name).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Stage dialog(Window window) throws Exception {
        return Window.onFx(() -> (Stage) javafx.stage.Window.getWindows().stream()
                .filter(each -> each instanceof Stage stage && window.stage().equals(stage.getOwner()))
                .findFirst()
                .orElse(null));
    }

    private static String label(Scene scene, String id) {
        return ((Label) Objects.requireNonNull(scene.lookup(id))).getText();
    }

    private static Button button(Scene scene, String id) {
        return (Button) Objects.requireNonNull(scene.lookup(id));
    }

    private static void press(Scene scene, String id) throws Exception {
        Window.fx(() -> button(scene, id).fireEvent(new ActionEvent()));
    }

    private final class Answers implements DialogService {
        @Override
        public void show(Problem problem) {}

        @Override
        public boolean confirm(String question, String explanation, String action) {
            asked.add(action);
            return sure;
        }

        @Override
        public Optional<Path> chooseFolder(String title) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> chooseFile(String title, String kind, String pattern) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> chooseFileToSave(String title, String fileName) {
            return Optional.empty();
        }

        @Override
        public void copy(String text) {
            copied.add(text);
        }
    }
}
