package dev.backstep.ui.rollback;

import dev.backstep.rollback.run.RunOutcome;
import java.util.Arrays;
import java.util.List;
import javafx.scene.layout.StackPane;

/** The pages of a guided rollback as numbered steps. */
final class Stepper extends StackPane {

    private final List<Page> pages;
    private final StepBar bar;

    Stepper(RollbackViewModel viewModel) {
        pages = Arrays.stream(Page.values()).filter(viewModel::has).toList();
        bar = new StepBar(pages.stream().map(Page::title).toList());
        getChildren().setAll(bar);
        viewModel.pageProperty().subscribe(page -> show(page, viewModel));
        viewModel
                .run()
                .phaseProperty()
                .subscribe(_ -> show(viewModel.pageProperty().get(), viewModel));
    }

    private void show(Page current, RollbackViewModel viewModel) {
        boolean rolledBack = viewModel.run().phaseProperty().get() instanceof RunPhase.Ended ended
                && ended.outcome() instanceof RunOutcome.RolledBack;
        bar.show(pages.indexOf(current), rolledBack);
    }
}
