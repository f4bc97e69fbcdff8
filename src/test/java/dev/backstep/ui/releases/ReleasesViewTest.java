package dev.backstep.ui.releases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.demo.Demo;
import dev.backstep.fixture.KeptReleases;
import dev.backstep.fixture.Window;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.Track;
import dev.backstep.release.Answer;
import dev.backstep.release.StartRule;
import dev.backstep.release.export.ReleaseText;
import dev.backstep.release.export.RunbookFormat;
import dev.backstep.tool.MigrationTools;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javafx.application.ColorScheme;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The releases of the demo, in their window. */
class ReleasesViewTest {

    @TempDir
    static Path folder;

    private static Demo demo;
    private static OpenWorkspace open;
    private static Inspection inspection;

    private final List<String> rollbacks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> copied = new ArrayList<>();

    @BeforeAll
    static void startTheDemo() throws Exception {
        demo = Demo.start(folder, _ -> {});
        open = new OpenWorkspace(
                demo.workspace(), demo.password(), MigrationTools.all(), new Journal(folder.resolve("journal")));
        inspection = open.inspect();
    }

    @AfterAll
    static void stopTheDemo() throws Exception {
        open.close();
        demo.close();
    }

    @Test
    void itIsDrawnLightAndDarkInBothSizesUnderEveryRule() throws Exception {
        for (int[] size : new int[][] {{1120, 760}, {900, 560}}) {
            try (Window window = new Window()) {
                ReleasesViewModel model = show(window, size[0], size[1]);
                for (StartRule.Kind kind : StartRule.Kind.values()) {
                    choose(model, kind);
                    Window.fx(() -> model.select("v2.29.1"));
                    for (ColorScheme scheme : ColorScheme.values()) {
                        window.turn(scheme);
                        String name = "releases-%s-%d-%s"
                                .formatted(kind, size[0], scheme)
                                .toLowerCase(Locale.ROOT);
                        assertEquals(size[0], window.picture(name).getWidth());
                    }
                }
            }
        }
    }

    @Test
    void theTableSaysWhoStartsAndWhy() throws Exception {
        try (Window window = new Window()) {
            ReleasesViewModel model = show(window, 1120, 760);
            assertEquals(
                    List.of(
                            "feature/beta after rollback",
                            "v2.31.0 after rollback",
                            "v2.30.4 after rollback",
                            "v2.29.1 after rollback"),
                    rows(model).subList(0, 4));
            choose(model, StartRule.Kind.WITHIN_ONE_MINOR);
            assertEquals(
                    List.of("v2.31.0 runs", "v2.30.4 after rollback", "v2.29.1 after rollback"),
                    rows(model).subList(1, 4));
            assertEquals("Plan 2 stages", button(window, "action-v2.29.1").getText());
            choose(model, StartRule.Kind.RUN);
            assertEquals("feature/beta unverified", rows(model).getFirst());
            assertEquals("v2.31.0 runs", rows(model).get(1));
            choose(model, StartRule.Kind.ONLY_COMPATIBLE);
            Answer first = model.matrixProperty().get().answer("v2.31.0").orElseThrow();
            assertEquals("445, 446, 447 and 1 more are not known to be compatible", why(first));
        }
    }

    @Test
    void aRowRollsBackThroughTheUsualPreview() throws Exception {
        try (Window window = new Window()) {
            show(window, 1120, 760);
            Button button = button(window, "action-v2.31.0");
            assertEquals("Roll back to 444", button.getText());
            Window.fx(button::fire);
            assertEquals(List.of("core to 444"), rollbacks);
        }
    }

    @Test
    void theRunbookIsSavedAndCopied() throws Exception {
        try (Window window = new Window()) {
            ReleasesViewModel model = show(window, 1120, 760);
            choose(model, StartRule.Kind.WITHIN_ONE_MINOR);
            Window.fx(() -> model.select("v2.29.1"));
            for (RunbookFormat format : List.of(RunbookFormat.MARKDOWN, RunbookFormat.SHELL)) {
                Window.fx(() -> button(window, "runbook-save-" + format.name()).fire());
                Path file = folder.resolve(format.fileName(
                        model.matrixProperty().get().answer("v2.29.1").orElseThrow(),
                        inspection.workspace().database().database()));
                Window.await(() -> Files.exists(file) && file.toFile().length() > 0);
                Files.createDirectories(Path.of("target/runbooks"));
                Files.copy(
                        file,
                        Path.of("target/runbooks").resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
                assertTrue(Files.readString(file).contains("v2.30.4"), file.toString());
            }
            Window.fx(() -> button(window, "runbook-copy").fire());
            Window.await(() -> !copied.isEmpty());
            Window.fx(() -> button(window, "runbook-save-SQL").fire());
            Window.await(() -> !problems.isEmpty());
            assertTrue(problems.getFirst().contains("447 alpha_indexes: Ambiguous"), problems.getFirst());
            assertTrue(copied.getFirst().contains("goto \"$ROLLBACK_MIGRATION_VERSION_2\""));
        }
    }

    private static String why(Answer answer) {
        String why = ReleaseText.why(answer);
        return why.substring(why.indexOf(' ') + 1, why.length() - 1);
    }

    private static List<String> rows(ReleasesViewModel model) {
        return model.matrixProperty().get().answers().stream()
                .map(answer -> answer.release().name() + " " + ReleaseText.pill(answer))
                .toList();
    }

    private static void choose(ReleasesViewModel model, StartRule.Kind kind) throws Exception {
        Object before = model.matrixProperty().get();
        boolean same = tracks(model).stream()
                .allMatch(
                        track -> model.choicesProperty().get().rules().of(track).kind() == kind);
        for (Track track : tracks(model)) {
            Window.fx(() -> model.rule(track, new StartRule(kind, null)));
        }
        if (!same) {
            Window.await(() -> !before.equals(model.matrixProperty().get()));
        }
        Window.await(() -> tracks(model).stream()
                .allMatch(
                        track -> model.choicesProperty().get().rules().of(track).kind() == kind));
    }

    private static List<Track> tracks(ReleasesViewModel model) {
        return model.matrixProperty().get().tracks();
    }

    private static Button button(Window window, String id) {
        Node found = window.stage().getScene().lookup("#" + id.replace(".", "\\."));
        if (found == null) {
            found = find(window.stage().getScene().getRoot(), id);
        }
        return (Button) Objects.requireNonNull(found, id);
    }

    private static @Nullable Node find(Node node, String id) {
        if (id.equals(node.getId()) && node instanceof ButtonBase) {
            return node;
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                Node found = find(child, id);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private ReleasesViewModel show(Window window, double width, double height) throws Exception {
        TaskExecutor tasks = TaskExecutor.onVirtualThreads();
        ReleasesViewModel model = Window.onFx(() -> new ReleasesViewModel(tasks, new KeptReleases()));
        window.show(
                () -> new ReleasesView(
                        model,
                        tasks,
                        new Answers(),
                        (timeline, target) -> rollbacks.add(timeline.track().name() + " to " + target)),
                width,
                height);
        Window.fx(() -> model.show(inspection, open));
        Window.await(() -> !model.matrixProperty().get().answers().isEmpty());
        assertNotNull(model.timeline(tracks(model).getFirst()));
        return model;
    }

    private final class Answers implements DialogService {
        @Override
        public void show(Problem problem) {
            problems.add(problem.sentence());
        }

        @Override
        public boolean confirm(String question, String explanation, String action) {
            return true;
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
            return Optional.of(folder.resolve(fileName));
        }

        @Override
        public void copy(String text) {
            copied.add(text);
        }
    }
}
