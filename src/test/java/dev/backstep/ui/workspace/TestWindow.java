package dev.backstep.ui.workspace;

import dev.backstep.fixture.KeptReleases;
import dev.backstep.fixture.SampleTimelines;
import dev.backstep.fixture.Window;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.BackstepException;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.detail.DetailViewModel;
import dev.backstep.ui.releases.ReleasesViewModel;
import dev.backstep.ui.timeline.TimelineViewModel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.testfx.util.WaitForAsyncUtils;

/** The main window over a sample, on the headless platform. */
final class TestWindow implements AutoCloseable {

    final Window window;
    final List<String> rollbacks = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<String> copied = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    final List<String> proposed = new ArrayList<>();

    /** What a person answers when asked for a file; null when they change their mind. */
    @Nullable
    Path file;

    final WorkspaceViewModel model;
    int keptShown;
    final MainWindow main;
    private final WorkspaceOpener opener;

    TestWindow(WorkspaceOpener opener, double width, double height) throws Exception {
        this(opener, null, width, height);
    }

    /** @param desk replays migrations; null where that is not offered */
    TestWindow(WorkspaceOpener opener, @Nullable ReplayDesk desk, double width, double height) throws Exception {
        this.opener = opener;
        window = new Window();
        TaskExecutor tasks = TaskExecutor.onVirtualThreads();
        model = Window.onFx(() -> new WorkspaceViewModel(
                tasks,
                this.opener,
                new TimelineViewModel(),
                new DetailViewModel(tasks, InstantSource.fixed(SampleTimelines.NOW)),
                new ReleasesViewModel(tasks, new KeptReleases()),
                desk));
        main = Window.onFx(() -> {
            MainWindow made = new MainWindow(
                    window.stage(),
                    window.theme(),
                    model,
                    new Answers(),
                    url -> {
                        throw new BackstepException("connect.urlNotRead", null);
                    },
                    (timeline, target) -> rollbacks.add(timeline.track().name() + " to " + target),
                    (question, timeline) ->
                            asked.add(question + " of " + timeline.track().name()),
                    () -> keptShown++);
            window.stage().setWidth(width);
            window.stage().setHeight(height);
            made.show();
            return made;
        });
        Window.await(() -> true);
    }

    static TestWindow over(Inspection inspection, double width, double height) throws Exception {
        TestWindow test = new TestWindow((workspace, password) -> new SampleReader(inspection), width, height);
        test.open();
        return test;
    }

    void open() throws Exception {
        begin();
        WaitForAsyncUtils.waitFor(
                2,
                TimeUnit.MINUTES,
                () -> Window.onFx(() -> model.analysis().runningProperty().get().isEmpty()));
        Window.await(() -> true);
    }

    /** Opens it and does not wait for its SQL. */
    void begin() throws Exception {
        Window.fx(() -> model.open(new ConnectRequest(SampleTimelines.workspace(), "secret".toCharArray())));
        Window.await(() -> model.runningProperty().get().isEmpty());
    }

    <N extends Node> N find(String selector, Class<N> kind) throws Exception {
        return Window.onFx(
                () -> kind.cast(Objects.requireNonNull(window.stage().getScene().lookup(selector), selector)));
    }

    boolean has(String selector) throws Exception {
        return Window.onFx(() -> window.stage().getScene().lookup(selector) != null);
    }

    @Override
    public void close() {
        window.close();
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
            return Optional.of(Path.of("/home/ada/src/other"));
        }

        @Override
        public Optional<Path> chooseFile(String title, String kind, String pattern) {
            return Optional.ofNullable(file);
        }

        @Override
        public Optional<Path> chooseFileToSave(String title, String fileName) {
            proposed.add(fileName);
            return Optional.ofNullable(file);
        }

        @Override
        public void copy(String text) {
            copied.add(text);
        }
    }
}
