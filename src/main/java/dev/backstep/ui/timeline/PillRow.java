package dev.backstep.ui.timeline;

import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** A name and its pills on one line. What does not fit is counted in a last pill, never cut off. */
final class PillRow extends Region {

    private static final double GAP = 6;
    private static final double NAME_LEAST = 56;

    private final Label name = new Label();
    private final Label more = new Label();
    private final List<Label> pills = new ArrayList<>();
    private int used;

    PillRow() {
        name.getStyleClass().add("migration-name");
        more.getStyleClass().setAll("label", "pill", "more");
        getChildren().addAll(name, more);
        setMinWidth(0);
    }

    /** A pill. */
    record Pill(String text, String styleClass) {}

    void show(String text, List<Pill> shown) {
        name.setText(text);
        used = shown.size();
        for (int i = 0; i < used; i++) {
            Label pill = pill(i);
            pill.setText(shown.get(i).text());
            pill.getStyleClass().setAll("label", "pill", shown.get(i).styleClass());
        }
        for (int i = used; i < pills.size(); i++) {
            pills.get(i).setVisible(false);
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - snappedRightInset();
        double nameWidth = Math.ceil(name.prefWidth(-1));
        double pillsWidth = width(used);
        int fitting = used;
        while (fitting > 0 && least(nameWidth) + width(fitting) + moreWidth(fitting) > width) {
            fitting--;
        }
        boolean whole = fitting == used;
        double taken = whole ? pillsWidth : width(fitting) + moreWidth(fitting);
        double given = Math.min(nameWidth, Math.max(0, width - taken));
        place(name, 0, given);
        double x = given + GAP;
        for (int i = 0; i < used; i++) {
            Label pill = pills.get(i);
            pill.setVisible(i < fitting);
            place(pill, x, pill.prefWidth(-1));
            x += i < fitting ? pill.prefWidth(-1) + GAP : 0;
        }
        more.setVisible(!whole);
        place(more, x, more.prefWidth(-1));
    }

    private static double least(double nameWidth) {
        return Math.min(nameWidth, NAME_LEAST);
    }

    private double width(int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += GAP + pills.get(i).prefWidth(-1);
        }
        return sum;
    }

    private double moreWidth(int fitting) {
        if (fitting == used) {
            return 0;
        }
        more.setText(Text.of("timeline.more", used - fitting));
        return GAP + more.prefWidth(-1);
    }

    private void place(Label label, double x, double width) {
        double height = label.prefHeight(-1);
        label.resizeRelocate(snapPositionX(x), snapPositionY((getHeight() - height) / 2), Math.ceil(width), height);
    }

    private Label pill(int index) {
        if (index == pills.size()) {
            Label pill = new Label();
            pills.add(pill);
            getChildren().add(pill);
        }
        return pills.get(index);
    }
}
