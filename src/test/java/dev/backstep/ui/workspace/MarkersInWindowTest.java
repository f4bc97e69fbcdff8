package dev.backstep.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.analysis.MarkerText;
import dev.backstep.analysis.RowMarker;
import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.SampleTimelines;
import dev.backstep.fixture.Window;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.journal.Journal;
import dev.backstep.model.Script;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Workspace;
import dev.backstep.tool.MigrationTools;
import dev.backstep.ui.detail.DetailTab;
import dev.backstep.ui.timeline.Filter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javafx.application.ColorScheme;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.text.TextFlow;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Markers in the real window: of a real repository's scripts, and while they are being read. */
class MarkersInWindowTest {

    @TempDir
    private Path folder;

    @Test
    void everyScriptOfARealRepositoryHasAMarkerWithItsReason() throws Exception {
        Postgres postgres = Postgres.freshDatabase();
        postgres.execute("CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);"
                + "INSERT INTO schema_migrations VALUES (5, false)");
        Workspace workspace =
                new Workspace(postgres.settings(), repository().root().toString(), List.of());
        Journal journal = new Journal(folder.resolve("journal"));
        try (TestWindow test = new TestWindow(
                (_, _) -> new OpenWorkspace(workspace, null, MigrationTools.all(), journal), 1000, 700)) {
            test.open();
            assertEquals(
                    List.of(
                            "6 ◆ breaking: Older builds insert into users without kind, which is NOT NULL and has no default.",
                            "5 unknown: Several migrations have this number, and the database does not say which was"
                                    + " applied: working tree's posts is compatible, other's theirs is breaking.",
                            "4 unknown: This is too large to be read.",
                            "3 unknown: This file is no UTF-8 text, so nothing in it was read.",
                            "2 compatible !: Its author declares it compatible, but the SQL says breaking: Older builds"
                                    + " use age of users, which is gone.",
                            "1 compatible: The table users is new: older builds do not use it."),
                    Objects.requireNonNull(test.model.trackProperty().get()).rows().stream()
                            .map(row -> said(test, row))
                            .toList());
            assertEquals(2, test.model.timeline().countsProperty().get().get(Filter.BREAKING));
            select(test, 4);
            assertEquals(
                    List.of(
                            "Contradicted — The SQL says breaking, for the reasons below. Its author declares it"
                                    + " compatible: unused since 2.4",
                            "Breaking — Older builds use age of users, which is gone.",
                            "Lost already — The up script took away or overwrote data of users.age, which no down script"
                                    + " brings back."),
                    texts(test, "#detail-findings"));
            pictures(test, "markers-contradicted-1000");
            press(test, ".statement-link");
            Window.await(() -> area(test).getSelectedText().equals("ALTER TABLE users DROP COLUMN age"));
            assertEquals(DetailTab.UP, test.model.detail().tabProperty().get());
            select(test, 0);
            Window.fx(() -> test.model.detail().tabProperty().set(DetailTab.SCHEMA_CHANGE));
            assertEquals(
                    List.of("+ users.kind  text NOT NULL", "+ index users_kind  (kind)"),
                    texts(test, "#schema-change .schema-change"));
            pictures(test, "markers-schema-1000");
        }
    }

    private GitFixture repository() {
        GitFixture repository = GitFixture.init(folder.resolve("repository"));
        migration(repository, 1, "users", "CREATE TABLE users (id int PRIMARY KEY, age int);", "DROP TABLE users;");
        migration(
                repository,
                2,
                "age",
                "-- backstep: compatible — unused since 2.4\r\n\r\nALTER TABLE users DROP COLUMN age;\r\n",
                "ALTER TABLE users ADD COLUMN age int;");
        migration(repository, 3, "bytes", "", "SELECT 1;");
        repository.write("db/000003_bytes.up.sql", new byte[] {'S', (byte) 0xff, (byte) 0xfe});
        migration(repository, 4, "rows", "", "SELECT 1;");
        repository.write("db/000004_rows.up.sql", "-- row\n".repeat(3_000_000).getBytes(StandardCharsets.UTF_8));
        repository.commit("Four").branch("other");
        migration(repository, 5, "theirs", "DROP TABLE users;", "CREATE TABLE users ();");
        repository.commit("Theirs").checkout("main");
        migration(repository, 5, "posts", "CREATE TABLE posts (id int);", "DROP TABLE posts;");
        migration(
                repository,
                6,
                "kind",
                "ALTER TABLE users ADD COLUMN kind text NOT NULL;\nCREATE INDEX users_kind ON users (kind);",
                "ALTER TABLE users DROP COLUMN kind;");
        return repository.commit("Posts and kinds");
    }

    private static void migration(GitFixture repository, int version, String name, String up, String down) {
        repository.write("db/%06d_%s.up.sql".formatted(version, name), up);
        repository.write("db/%06d_%s.down.sql".formatted(version, name), down);
    }

    @Test
    void theTimelineIsThereBeforeItsMarkersAndKeepsThemWhenCancelled() throws Exception {
        Gated reader = new Gated();
        try (TestWindow test = new TestWindow((_, _) -> reader, 1360, 860)) {
            test.begin();
            List<TimelineRow> rows =
                    Objects.requireNonNull(test.model.trackProperty().get()).rows();
            assertNull(
                    test.model.analysis().of(test.model.trackProperty().get()).mark(rows.getFirst()));
            Window.await(() -> test.model.analysis().runningProperty().get().equals("Reading the SQL… 191 of 453"));
            assertEquals(
                    "Reading the SQL… 191 of 453",
                    test.find("#status-running", Label.class).getText());
            assertEquals("0…", test.find("#filter-BREAKING-pill", Label.class).getText());
            pictures(test, "markers-reading");
            press(test, "#status-cancel");
            assertEquals(
                    "Not all SQL was read; refresh to read on",
                    test.find("#status-sql", Label.class).getText());
            assertTrue(
                    test.model.analysis().of(test.model.trackProperty().get()).read(rows.getLast()));
            reader.gate.countDown();
            Window.fx(test.model::refresh);
            Window.await(() -> test.model.timeline().wholeMarkedProperty().get()
                    && test.model.analysis().runningProperty().get().isEmpty());
            assertEquals("4", test.find("#filter-BREAKING-pill", Label.class).getText());
        }
    }

    @Test
    void theCountIsWholeWhenTheLastRowsAddNothingToIt() throws Exception {
        try (TestWindow test =
                TestWindow.over(SampleTimelines.inspection(SampleTimelines.longHistory(600)), 1000, 700)) {
            assertEquals("2", test.find("#filter-BREAKING-pill", Label.class).getText());
        }
    }

    /** Reads the sample, and waits at its 200th migration. */
    private static final class Gated implements WorkspaceReader {
        private final CountDownLatch gate = new CountDownLatch(1);

        @Override
        public Inspection inspect() {
            return SampleTimelines.inspection(SampleTimelines.orchard(), SampleTimelines.vector());
        }

        @Override
        public void lookAt(@Nullable String revision) {}

        @Override
        public byte[] read(Script script) {
            if (script.fileName().contains("000200_")) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return SampleTimelines.text(script).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            gate.countDown();
        }
    }

    private static String said(TestWindow test, TimelineRow row) {
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

    private static CodeArea area(TestWindow test) {
        return (CodeArea) Objects.requireNonNull(test.window.stage().getScene().lookup("#sql"));
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
            test.window.picture(name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
        }
    }
}
