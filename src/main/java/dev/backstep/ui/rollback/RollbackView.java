package dev.backstep.ui.rollback;

import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.SqlHighlighter;
import java.net.URL;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;

/** The guided rollback: the stepper, the page, the buttons. */
final class RollbackView extends BorderPane {

    private final Map<Page, PageView> pages = new EnumMap<>(Page.class);
    private final StackPane body = new StackPane();

    /** {@code close} is called when the person wants the window to go and it may. */
    RollbackView(RollbackViewModel viewModel, DialogService dialogs, SqlHighlighter highlighter, Runnable close) {
        pages.put(Page.TARGET, new TargetView(viewModel.target(), () -> {
            viewModel.want(new Next.Command());
            close.run();
        }));
        pages.put(Page.PREVIEW, new PreviewView(viewModel, dialogs, highlighter));
        RehearseViewModel rehearse = viewModel.rehearse();
        if (rehearse != null) {
            pages.put(Page.REHEARSE, new RehearseView(rehearse, highlighter));
        }
        pages.put(Page.CONFIRM, new ConfirmView(viewModel, dialogs));
        pages.put(Page.RUN, new RunView(viewModel));
        createLayout(viewModel, dialogs, close);
        viewModel.pageProperty().subscribe(this::show);
    }

    /** Puts the keyboard where the page wants it first. */
    void focusPage(Page page) {
        page(page).focusFirst();
    }

    private void createLayout(RollbackViewModel viewModel, DialogService dialogs, Runnable close) {
        setId("rollback");
        getStyleClass().add("rollback");
        URL sheet = Objects.requireNonNull(RollbackView.class.getResource("/dev/backstep/ui/rollback.css"));
        getStylesheets().add(sheet.toExternalForm());
        body.getStyleClass().add("body");
        setTop(new Stepper(viewModel));
        setCenter(body);
        setBottom(new Footer(viewModel, dialogs, close));
    }

    private void show(Page page) {
        body.getChildren().setAll(page(page).node());
        // What stands in a scroll or split pane is in the scene, and takes the keyboard, only once that has its skin.
        body.applyCss();
        page(page).focusFirst();
    }

    private PageView page(Page page) {
        return Objects.requireNonNull(pages.get(page));
    }
}
