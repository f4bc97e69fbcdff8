package dev.backstep.app;

import static dev.backstep.fixture.Window.fx;
import static dev.backstep.fixture.Window.onFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.Window;
import dev.backstep.model.Workspace;
import dev.backstep.settings.UserFolders;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.workspace.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** The real window beside a person who works in a terminal. */
class WatchingTest {

    @TempDir
    private Path folder;

    private final Postgres postgres = Postgres.freshDatabase();

    @Test
    void everyChangeIsSeenWithinTwoSecondsAndSaid() throws Exception {
        GitFixture repository = GitFixture.init(folder.resolve("repository"));
        migration(repository, 1, "users").commit("Users").branch("feature/alpha");
        migration(repository, 2, "alpha").commit("Alpha").checkout("main");
        postgres.execute("CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);"
                + "INSERT INTO schema_migrations VALUES (1, false)");
        UserFolders folders = new UserFolders(folder.resolve("config"), folder.resolve("data"));
        try (Window window = new Window()) {
            WindowRooms rooms = onFx(() -> dev.backstep.app.Window.rooms(window.stage(), window.theme(), folders));
            Workspace workspace =
                    new Workspace(postgres.settings(), repository.root().toString(), List.of());
            fx(() -> rooms.show(new ConnectRequest(workspace, new char[0])));
            Window.await(() -> rooms.model().screenProperty().get() == Screen.SHOWN);
            Window.await(() -> label(window, "status-watching").equals("Watching checkout and database"));
            List<String> slow = new ArrayList<>();
            Runnable[] changes = {
                () -> postgres.execute("TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES (2, false)"),
                () -> repository.checkout("feature/alpha"),
                () -> repository.write("db/2_alpha.down.sql", "DROP TABLE IF EXISTS alpha;"),
                () -> repository.commit("Mend the way back"),
                () -> postgres.execute("UPDATE schema_migrations SET dirty = true")
            };
            String[] said = {
                "The database went from 1 to 2.",
                "The checkout switched from main to feature/alpha.",
                "2 was edited.",
                "feature/alpha is at another commit: COMMIT Mend the way back.",
                "The database was marked dirty."
            };
            for (int i = 0; i < changes.length; i++) {
                changes[i].run();
                long start = System.nanoTime();
                String expected = said[i];
                await(() -> settled(window).equals(expected), expected);
                long millis = (System.nanoTime() - start) / 1_000_000;
                if (millis > 2000) {
                    slow.add(expected + " after " + millis + " ms");
                }
            }
            assertEquals(List.of(), slow);
            assertTrue(label(window, "verdict-headline").startsWith("The database is marked dirty"));
            Window.picture(window.stage().getScene(), "watching-light");
            fx(rooms::close);
            fx(window.stage()::close);
        }
        String left = "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + postgres.name()
                + "' AND application_name = 'Backstep'";
        WaitForAsyncUtils.waitFor(10, java.util.concurrent.TimeUnit.SECONDS, () -> "0".equals(postgres.value(left)));
    }

    private static GitFixture migration(GitFixture repository, int version, String name) {
        return repository
                .write("db/" + version + "_" + name + ".up.sql", "CREATE TABLE " + name + " ();")
                .write("db/" + version + "_" + name + ".down.sql", "DROP TABLE " + name + ";");
    }

    private static String settled(Window window) {
        return label(window, "verdict-change").replaceAll("commit: [0-9a-f]{7} ", "commit: COMMIT ");
    }

    private static String label(Window window, String id) {
        Node node = window.stage().getScene().lookup("#" + id);
        return ((Label) Objects.requireNonNull(node, id)).getText();
    }

    private static void await(Supplier<Boolean> condition, String what) throws Exception {
        try {
            Window.await(condition);
        } catch (Exception e) {
            throw new AssertionError("waited in vain for: " + what, e);
        }
    }
}
