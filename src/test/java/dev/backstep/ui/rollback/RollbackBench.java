package dev.backstep.ui.rollback;

import static dev.backstep.fixture.Window.fx;

import dev.backstep.fixture.ScriptedDesk;
import dev.backstep.fixture.Window;
import dev.backstep.model.Environment;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.rollback.rehearsal.RehearsalDesk;
import dev.backstep.sql.SqlText;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/** The guided rollback in a real window, on a scripted desk. */
final class RollbackBench implements DialogService {

    private final Window window;
    private final ScriptedDesk desk;
    private final List<CountDownLatch> gates = List.of(new CountDownLatch(1), new CountDownLatch(1));
    final List<String> copied = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    int closed;

    @Nullable
    Path saveTo;

    /** Rehearses; null where none is offered. */
    @Nullable
    RehearsalDesk rehearsals;

    private @Nullable RollbackViewModel viewModel;

    RollbackBench(Window window, ScriptedDesk desk) {
        this.window = window;
        this.desk = desk;
    }

    void show(Timeline timeline) throws Exception {
        show(timeline, null, _ -> {});
    }

    /** On a database that somebody marked; null for one that goes by its names. */
    void show(Timeline timeline, @Nullable Environment environment) throws Exception {
        show(timeline, environment, _ -> {});
    }

    /** Begins at the preview of putting back an earlier rollback. */
    void showPuttingBack(Timeline timeline) throws Exception {
        show(timeline, null, steps -> steps.show(Aim.PUT_BACK));
        Window.await(() -> viewModel().preview().plan() != null);
    }

    /** Begins at the preview of the way to what the checkout has. */
    void showMoving(Timeline timeline) throws Exception {
        show(timeline, null, steps -> steps.show(Aim.MOVE));
        Window.await(() -> viewModel().preview().plan() != null);
    }

    private void show(Timeline timeline, @Nullable Environment environment, Consumer<RollbackViewModel> begin)
            throws Exception {
        ScriptReader scripts = script -> ("-- " + script.fileName() + "\n").getBytes(StandardCharsets.UTF_8);
        RollbackViewModel shown = Window.onFx(() -> new RollbackViewModel(
                desk, timeline, scripts, TaskExecutor.onVirtualThreads(), InstantSource.system(), environment));
        viewModel = shown;
        RehearsalDesk offered = rehearsals;
        if (offered != null) {
            fx(() -> shown.rehearseWith(offered));
        }
        fx(() -> begin.accept(shown));
        window.show(() -> new RollbackView(shown, this, highlighter(), () -> closed++), 960, 720);
        fx(() -> view().focusPage(viewModel().pageProperty().get()));
    }

    RollbackViewModel viewModel() {
        return Objects.requireNonNull(viewModel);
    }

    RollbackView view() {
        return (RollbackView) window.stage().getScene().getRoot();
    }

    /** Presses the action and waits until the next page is there. */
    void goOn() throws Exception {
        Window.await(() -> !button("action").isDisabled());
        fx(() -> button("action").fire());
        Window.await(() -> switch (viewModel().pageProperty().get()) {
            case TARGET, RUN -> true;
            case PREVIEW -> !(viewModel().preview().stateProperty().get() instanceof PreviewState.Loading);
            case REHEARSE -> !(rehearse().stateProperty().get() instanceof RehearseState.Looking);
            case CONFIRM ->
                !viewModel().confirm().checks().checkingProperty().get()
                        && viewModel().confirm().saves().stateProperty().get().salvage() != null;
        });
    }

    RehearseViewModel rehearse() {
        return Objects.requireNonNull(viewModel().rehearse());
    }

    /** Goes from the first page through all of them and starts the run. */
    void run() throws Exception {
        goOn();
        goOn();
        type("orchard_dev");
        goOn();
    }

    /** Types into the name field, character by character. */
    void type(String text) throws Exception {
        for (int character : text.codePoints().toArray()) {
            fx(() -> field("typed-name").appendText(Character.toString(character)));
        }
    }

    /** The same into the field for the host. */
    void typeHost(String text) throws Exception {
        for (int character : text.codePoints().toArray()) {
            fx(() -> field("typed-host").appendText(Character.toString(character)));
        }
    }

    boolean seen(String id) {
        Node node = view().lookup("#" + id);
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return node != null;
    }

    String text(String id) {
        return ((Labeled) node(id)).getText();
    }

    Button button(String id) {
        return (Button) node(id);
    }

    TextField field(String id) {
        return (TextField) node(id);
    }

    ListView<?> list(String id) {
        return (ListView<?>) node(id);
    }

    Node node(String id) {
        return Objects.requireNonNull(view().lookup("#" + id), id);
    }

    CountDownLatch proceed(int gate) {
        return gates.get(gate);
    }

    static void await(CountDownLatch gate) {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody opened the gate");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static SqlHighlighter highlighter() {
        return sql -> SqlText.tokens(sql).stream()
                .filter(token -> token.kind() != dev.backstep.sql.TokenKind.OPERATOR)
                .map(token -> new SqlHighlighter.Span(
                        token.kind().name().toLowerCase(Locale.ROOT).replace("quoted_", ""),
                        token.start(),
                        token.end()))
                .toList();
    }

    @Override
    public void show(Problem problem) {
        problems.add(problem);
    }

    @Override
    public boolean confirm(String question, String explanation, String action) {
        throw new AssertionError("nothing here asks so");
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        return Optional.ofNullable(saveTo);
    }

    @Override
    public Optional<Path> chooseFile(String title, String kind, String pattern) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> chooseFileToSave(String title, String fileName) {
        return Optional.ofNullable(saveTo).map(folder -> folder.resolve(fileName));
    }

    @Override
    public void copy(String text) {
        copied.add(text);
    }
}
