package dev.backstep.ui.rollback;

import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** Numbered steps: done, current, to come. */
public final class StepBar extends HBox {

    private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final List<String> titles;
    private final List<HBox> steps = new ArrayList<>();

    public StepBar(List<String> titles) {
        this.titles = List.copyOf(titles);
        setId("stepper");
        getStyleClass().add("stepper");
        setAlignment(Pos.CENTER);
        for (String title : titles) {
            if (!steps.isEmpty()) {
                Region line = new Region();
                line.getStyleClass().add("line");
                getChildren().add(line);
            }
            Label number = new Label(Integer.toString(steps.size() + 1));
            StackPane circle = new StackPane(number, Marks.tick());
            circle.getStyleClass().add("circle");
            HBox step = new HBox(circle, new Label(title));
            step.getStyleClass().add("step");
            step.setAlignment(Pos.CENTER);
            steps.add(step);
            getChildren().add(step);
        }
    }

    /** @param ended whether the last step is done, too, where it is the current one */
    public void show(int current, boolean ended) {
        for (int i = 0; i < steps.size(); i++) {
            boolean done = i < current || (i == current && ended && i == steps.size() - 1);
            steps.get(i).pseudoClassStateChanged(DONE, done);
            steps.get(i).pseudoClassStateChanged(CURRENT, i == current && !done);
            String key = done
                    ? "rollback.stepper.done"
                    : i == current ? "rollback.stepper.current" : "rollback.stepper.toCome";
            steps.get(i).setAccessibleText(Text.of(key, titles.get(i)));
        }
    }
}
