package dev.backstep.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.analysis.MarkerText;
import dev.backstep.analysis.RowMarker;
import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.Window;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Workspace;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.application.ColorScheme;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Replaying a real repository's migrations from the real window. */
class ObservedInWindowTest {

    @TempDir
    private Path folder;

    @Test
    void whatAReplayShowsIsTheMarkerAndStaysBelowWhereItEnds() throws Exception {
        Postgres postgres = Postgres.freshDatabase();
        postgres.execute("CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);"
                + "INSERT INTO schema_migrations VALUES (3, false)");
        String untouched = postgres.catalog();
        GitFixture repository = repository();
        Workspace workspace =
                new Workspace(postgres.settings(), repository.root().toString(), List.of());
        Journal journal = new Journal(folder.resolve("journal"));
        try (ReplayDesk desk = new LiveReplayDesk(
                        Path.of("target/replay"), Path.of("target/replay/postgresql"), ReplayLimits.DEFAULT);
                TestWindow test = new TestWindow(
                        (_, _) -> new OpenWorkspace(workspace, null, MigrationTools.all(), journal), desk, 1360, 860)) {
            test.open();
            select(test, 1);
            assertEquals(
                    "3 compatible if: Compatible if the view v, which is made anew, keeps the columns older builds read.",
                    said(test, 1));
            pictures(test, "observed-before");
            press(test, "#detail-replay");
            assertFalse(test.has("#detail-replay"));
            assertEquals("4 migrations replayed", ended(test));
            String seen = said(test, 1);
            assertTrue(seen.startsWith("3 compatible: "), seen);
            assertEquals("compatible, observed by replaying it", words(test, "#detail-marker"));
            assertEquals("compatible", words(test, "#detail-observed"));
            assertEquals("compatible with a condition", words(test, "#detail-read"));
            String finding = texts(test, "#detail-findings").getFirst();
            assertTrue(
                    finding.startsWith(
                            "Observed — Replaying shows it to be compatible, the SQL alone reads as compatible"
                                    + " with a condition; what was observed counts. "),
                    finding);
            pictures(test, "observed-after");
            test.window.stage().setWidth(1000);
            test.window.stage().setHeight(700);
            pictures(test, "observed-after-1000");

            migration(repository, 5, "vector", "CREATE EXTENSION vector;");
            refresh(test);
            assertEquals(seen, said(test, 2));
            Window.fx(test.model::replayTrack);
            String end = ended(test);
            assertTrue(
                    end.startsWith(
                            "The replay ended at 5 vector; below it, what was observed stays. The throwaway server"
                                    + " does not have an extension that the script wants, so nothing from here on can be"
                                    + " replayed."),
                    end);
            assertEquals(seen, said(test, 2));
            pictures(test, "observed-failed-1000");

            migration(repository, 5, "vector", "SELECT pg_sleep(50);");
            refresh(test);
            Window.fx(test.model::replayTrack);
            Window.await(() -> test.model.replay().runningProperty().get().equals("Replaying… 4 of 5"));
            press(test, "#status-cancel");
            assertEquals("The replay was cancelled after 4 of 5; what was observed stays", ended(test));
            assertEquals(seen, said(test, 2));
        }
        assertEquals(untouched, postgres.catalog());
        postgres.drop();
    }

    private GitFixture repository() {
        GitFixture repository = GitFixture.init(folder.resolve("repository"));
        migration(repository, 1, "t", "CREATE TABLE t (id int PRIMARY KEY, a text);");
        migration(repository, 2, "view", "CREATE VIEW v AS SELECT id, a FROM t;");
        migration(
                repository,
                3,
                "wider",
                "DROP VIEW v;\nALTER TABLE t ADD COLUMN b int;\nCREATE VIEW v AS SELECT * FROM t;");
        migration(repository, 4, "index", "CREATE INDEX t_a ON t (a);");
        return repository.commit("Four");
    }

    private static void migration(GitFixture repository, int version, String name, String up) {
        repository.write("db/%06d_%s.up.sql".formatted(version, name), up);
        repository.write("db/%06d_%s.down.sql".formatted(version, name), "SELECT 1;");
    }

    private static String ended(TestWindow test) throws Exception {
        WaitForAsyncUtils.waitFor(
                2,
                TimeUnit.MINUTES,
                () -> Window.onFx(
                        () -> test.model.replay().runningProperty().get().isEmpty()));
        return words(test, "#status-replay");
    }

    private static void refresh(TestWindow test) throws Exception {
        Window.fx(test.model::refresh);
        Window.await(() -> test.model.runningProperty().get().isEmpty()
                && test.model.analysis().runningProperty().get().isEmpty());
    }

    private static String said(TestWindow test, int index) {
        TimelineRow row =
                Objects.requireNonNull(test.model.trackProperty().get()).rows().get(index);
        RowMarker mark = Objects.requireNonNull(
                test.model.analysis().of(test.model.trackProperty().get()).mark(row));
        return row.version() + " " + MarkerText.pill(mark) + ": " + MarkerText.reason(mark, row.migration());
    }

    private static void select(TestWindow test, int index) throws Exception {
        Window.fx(() -> test.model
                .timeline()
                .selectedProperty()
                .set(test.model.timeline().shown().get(index)));
    }

    private static void press(TestWindow test, String selector) throws Exception {
        ButtonBase button = test.find(selector, ButtonBase.class);
        Window.fx(() -> button.fireEvent(new ActionEvent()));
    }

    private static String words(TestWindow test, String selector) throws Exception {
        return test.find(selector, Label.class).getText();
    }

    /** The text of every flow below a node. */
    private static List<String> texts(TestWindow test, String selector) throws Exception {
        Node parent = test.find(selector, Node.class);
        return Window.onFx(() -> parent.lookupAll("*").stream()
                .filter(TextFlow.class::isInstance)
                .map(flow -> String.join(
                        "",
                        ((Parent) flow)
                                .getChildrenUnmodifiable().stream()
                                        .map(text -> ((javafx.scene.text.Text) text).getText())
                                        .toList()))
                .toList());
    }

    private static void pictures(TestWindow test, String name) throws Exception {
        for (ColorScheme scheme : ColorScheme.values()) {
            test.window.turn(scheme);
            test.window.picture(name + "-" + scheme.name().toLowerCase(Locale.ROOT));
        }
    }
}
