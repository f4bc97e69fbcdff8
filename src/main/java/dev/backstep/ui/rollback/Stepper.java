package dev.backstep.ui.rollback;

import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.text.Text;
import java.util.EnumMap;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The pages as numbered steps: done, current, to come. */
final class Stepper extends HBox {

    private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final Map<Page, HBox> steps = new EnumMap<>(Page.class);

    Stepper(RollbackViewModel viewModel) {
        createLayout(viewModel.targetGiven());
        viewModel.pageProperty().subscribe(page -> show(page, viewModel));
        viewModel
                .run()
                .phaseProperty()
                .subscribe(_ -> show(viewModel.pageProperty().get(), viewModel));
    }

    private void createLayout(boolean targetGiven) {
        setId("stepper");
        getStyleClass().add("stepper");
        setAlignment(Pos.CENTER);
        for (Page page : Page.values()) {
            if (targetGiven && page == Page.TARGET) {
                continue;
            }
            if (!steps.isEmpty()) {
                Region line = new Region();
                line.getStyleClass().add("line");
                getChildren().add(line);
            }
            Label number = new Label(Integer.toString(steps.size() + 1));
            StackPane circle = new StackPane(number, Marks.tick());
            circle.getStyleClass().add("circle");
            HBox step = new HBox(circle, new Label(page.title()));
            step.getStyleClass().add("step");
            step.setAlignment(Pos.CENTER);
            steps.put(page, step);
            getChildren().add(step);
        }
    }

    private void show(Page current, RollbackViewModel viewModel) {
        boolean rolledBack = viewModel.run().phaseProperty().get() instanceof RunPhase.Ended ended
                && ended.outcome() instanceof RunOutcome.RolledBack;
        steps.forEach((page, step) -> {
            boolean last = page == Page.RUN && page == current;
            boolean done = page.compareTo(current) < 0 || (last && rolledBack);
            step.pseudoClassStateChanged(DONE, done);
            step.pseudoClassStateChanged(CURRENT, page == current && !done);
            String key = done
                    ? "rollback.stepper.done"
                    : page == current ? "rollback.stepper.current" : "rollback.stepper.toCome";
            step.setAccessibleText(Text.of(key, page.title()));
        });
    }
}
