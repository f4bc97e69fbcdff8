package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Finding.Severity;
import dev.backstep.rollback.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A step's findings, what weighs most first; those of one kind share a box. */
final class FindingBoxes extends VBox {

    private static final int SHOWN = 12;

    private record Group(Severity severity, String title) {}

    FindingBoxes() {
        setId("findings");
        getStyleClass().add("findings");
    }

    void show(Step step, StepImpact impact) {
        Map<Group, List<FindingText>> groups = new LinkedHashMap<>();
        for (FindingText.Weighed weighed : FindingText.of(step, impact)) {
            Group group =
                    new Group(weighed.finding().severity(), weighed.words().title());
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(weighed.words());
        }
        List<Node> boxes = new ArrayList<>();
        groups.forEach((group, words) -> boxes.add(box(group.severity(), words)));
        getChildren().setAll(boxes);
        setVisible(!boxes.isEmpty());
        setManaged(!boxes.isEmpty());
    }

    /** One box; its findings have the same title. */
    static Node box(Severity severity, List<FindingText> findings) {
        TextFlow flow = new TextFlow();
        flow.getChildren().add(text(findings.getFirst().title(), "finding-title"));
        boolean alone = findings.size() == 1;
        for (FindingText finding : findings.stream().limit(SHOWN).toList()) {
            flow.getChildren().add(text(alone ? " — " : "\n", "finding-sentence"));
            sentence(flow, finding);
        }
        if (findings.size() > SHOWN) {
            String more = dev.backstep.text.Text.of("rollback.finding.more", findings.size() - SHOWN);
            flow.getChildren().add(text("\n" + more, "finding-sentence"));
        }
        HBox.setHgrow(flow, Priority.ALWAYS);
        HBox box = new HBox(sign(severity), flow);
        box.getStyleClass().addAll("note", style(severity), "finding");
        box.setAccessibleText(findings.stream().map(FindingText::line).collect(Collectors.joining("\n")));
        return box;
    }

    /** Every weight has a sign of its own, so that colour is not the only one. */
    static Node sign(Severity severity) {
        return switch (severity) {
            case BLOCKS -> Marks.stop();
            case COSTS -> Marks.loss();
            case WARNS -> Marks.warning();
            case INFORMS -> Marks.information();
        };
    }

    private static String style(Severity severity) {
        return switch (severity) {
            case BLOCKS, COSTS -> "bad";
            case WARNS -> "warn";
            case INFORMS -> "plain";
        };
    }

    private static void sentence(TextFlow flow, FindingText finding) {
        String rest = finding.sentence();
        for (String name : finding.names()) {
            int at = name.isEmpty() ? -1 : rest.indexOf(name);
            if (at >= 0) {
                if (at > 0) {
                    flow.getChildren().add(text(rest.substring(0, at), "finding-sentence"));
                }
                flow.getChildren().add(text(name, "finding-name"));
                rest = rest.substring(at + name.length());
            }
        }
        flow.getChildren().add(text(rest, "finding-sentence"));
    }

    private static Text text(String words, String styleClass) {
        Text text = new Text(words);
        text.getStyleClass().add(styleClass);
        return text;
    }
}
