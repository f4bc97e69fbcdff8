package dev.backstep.ui.workspace;

import dev.backstep.likeness.Question;
import dev.backstep.ui.detail.DetailView;
import dev.backstep.ui.timeline.TimelineView;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/**
 * What the window shows of a workspace.
 *
 * @param top what is open, what is only looked at, the verdict, the overview
 * @param center the sidebar, the timeline, the selected migration
 * @param status what was read
 * @param sidebar the sidebar in the center
 * @param failed instead of all the others, when the workspace could not be opened
 */
record WorkspaceParts(Node top, Node center, Node status, Sidebar sidebar, Node failed) {

    private static final double TIMELINE_SHARE = 0.633;

    static WorkspaceParts of(WorkspaceViewModel model, WindowActions actions, Consumer<String> copy) {
        TimelineView timeline = new TimelineView(model.timeline(), actions::rollBack);
        DetailView detail =
                new DetailView(model.detail(), copy, model::replayTrack, () -> actions.findOut(Question.WHICH_HISTORY));
        Sidebar sidebar = new Sidebar(model, actions);
        return new WorkspaceParts(
                new VBox(
                        new TopBar(model, actions),
                        new WhatIfBar(model),
                        new VerdictBar(model, actions),
                        timeline.overview()),
                center(timeline, detail, sidebar),
                new StatusBar(model),
                sidebar,
                new ProblemView(model, actions, copy));
    }

    private static Node center(TimelineView timeline, DetailView detail, Sidebar sidebar) {
        detail.setMinWidth(330);
        timeline.setMinWidth(360);
        SplitPane split = new SplitPane(timeline, detail);
        split.setId("split");
        split.setDividerPositions(TIMELINE_SHARE);
        SplitPane.setResizableWithParent(detail, false);
        return new BorderPane(split, null, null, null, sidebar);
    }
}
