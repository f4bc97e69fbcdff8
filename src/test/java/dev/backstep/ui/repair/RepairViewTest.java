package dev.backstep.ui.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.ToolBench;
import dev.backstep.fixture.Window;
import dev.backstep.rollback.repair.RepairDesk;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.RadioButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** The ways out of a real dirty mark, in their real window. */
class RepairViewTest {

    @TempDir
    private Path folder;

    private final List<String> chosen = new ArrayList<>();
    private ToolBench bench;
    private Window window;

    @BeforeEach
    void open() throws Exception {
        bench = new ToolBench(folder);
        bench.repository
                .write("migrations/000001_users.up.sql", "CREATE TABLE users (id int PRIMARY KEY);\n")
                .write("migrations/000001_users.down.sql", "DROP TABLE users;\n")
                .write(
                        "migrations/000002_posts.up.sql",
                        "ALTER TABLE users ADD name text;\nCREATE TABLE posts (id int);\nUPDATE users SET name = '';\n")
                .write("migrations/000002_posts.down.sql", "DROP TABLE posts;\nALTER TABLE users DROP COLUMN name;\n")
                .commit("Two");
        bench.postgres.execute("CREATE TABLE users (id int PRIMARY KEY, name text);"
                + "CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);"
                + "INSERT INTO schema_migrations VALUES (2, true)");
        window = new Window();
    }

    @AfterEach
    void close() {
        window.close();
        bench.close();
    }

    @Test
    void aWayIsChosenAfterWhatTheSchemaSaysAndNothingIsChosenBefore() throws Exception {
        RepairDesk desk = bench.repairDesk();
        var timeline = bench.timeline();
        RepairViewModel model = Window.onFx(() ->
                new RepairViewModel(desk, timeline, TaskExecutor.onVirtualThreads(), way -> chosen.add(way.id())));
        window.show(() -> new RepairView(model, () -> {}), 1360, 860);
        Window.fx(model::look);
        WaitForAsyncUtils.waitFor(
                2,
                TimeUnit.MINUTES,
                () -> Window.onFx(() -> model.stateProperty().get() instanceof RepairState.Found));
        WaitForAsyncUtils.waitForFxEvents();
        Button preview = (Button) window.stage().getScene().lookup("#repair-preview");
        assertTrue(preview.isDisabled());
        RadioButton way = (RadioButton) window.stage().getScene().lookup("#repair-up-2-from-2");
        assertEquals("Finish up 2 posts from statement 2 on: 2 statements, then clean at 2", way.getText());
        Window.fx(way::fire);
        Window.fx(preview::fire);
        assertEquals(List.of("up-2-from-2"), chosen);
    }
}
