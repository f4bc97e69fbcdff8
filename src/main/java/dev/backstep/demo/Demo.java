package dev.backstep.demo;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Workspace;
import dev.backstep.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A running demo: a PostgreSQL server of its own with the orchard's database, and the orchard's repository.
 *
 * <p>Every start is a fresh one, so that the demo always shows the same picture; what an earlier demo left is removed
 * first. The server stops with {@link #close()} or with the process.
 */
public final class Demo implements AutoCloseable {

    private static final String DATABASE = "orchard_dev";

    private final DemoFolder folder;
    private final DemoServer server;

    private Demo(DemoFolder folder, DemoServer server) {
        this.folder = folder;
        this.server = server;
    }

    /**
     * Starts the demo; takes some seconds.
     *
     * @param parent where demos keep their folders, one for each that runs at the same time
     * @param progress hears sentences that say what is being done
     * @throws BackstepException when the folder or the server cannot be used
     */
    public static Demo start(Path parent, Consumer<String> progress) throws BackstepException {
        Path home = parent.toAbsolutePath().normalize();
        try {
            DemoFolder folder = DemoFolder.take(home);
            try {
                return start(home, folder, progress);
            } catch (IOException | SQLException | BackstepException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BackstepException("demo.folderFailed", e, home.toString(), e.toString());
        } catch (SQLException e) {
            throw new BackstepException("demo.databaseFailed", e, DATABASE, String.valueOf(e.getMessage()));
        }
    }

    private static Demo start(Path home, DemoFolder folder, Consumer<String> progress)
            throws IOException, SQLException, BackstepException {
        StaleServer.stop(folder.data());
        folder.clear();
        OrchardMigrations migrations = OrchardMigrations.load();
        progress.accept(Text.of("demo.makingRepository", folder.repository().toString()));
        new OrchardRepository(migrations, Instant.now()).create(folder.repository());
        progress.accept(Text.of("demo.startingServer"));
        DemoServer server = DemoServer.start(home.resolve("postgresql"), folder.data());
        try {
            progress.accept(Text.of("demo.migrating", DATABASE));
            fill(server, migrations);
        } catch (SQLException e) {
            server.close();
            throw e;
        }
        return new Demo(folder, server);
    }

    private static void fill(DemoServer server, OrchardMigrations migrations) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        try (Connection connection = server.connect(DATABASE)) {
            OrchardDatabase.fill(connection, migrations);
        }
    }

    /** The demo's database and checkout. */
    public Workspace workspace() {
        ConnectionSettings database = new ConnectionSettings(
                DemoServer.HOST, server.port(), DATABASE, DemoServer.USER, "disable", null, null);
        return new Workspace(database, folder.repository().toString(), List.of());
    }

    /** The password for this one run of the server; the caller wipes it. */
    public char[] password() {
        return server.password();
    }

    /** Stops the server; the repository stays until the next start. */
    @Override
    public void close() throws BackstepException {
        try (folder) {
            server.close();
        } catch (IOException e) {
            throw new BackstepException("demo.folderFailed", e, folder.path().toString(), e.toString());
        }
    }
}
