package dev.backstep.demo;

import dev.backstep.database.embedded.EmbeddedServer;
import dev.backstep.database.embedded.ServerFolder;
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

    private final ServerFolder folder;
    private final EmbeddedServer server;

    private Demo(ServerFolder folder, EmbeddedServer server) {
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
            ServerFolder folder = ServerFolder.take(home);
            try {
                return start(home, folder, progress);
            } catch (IOException | SQLException | BackstepException e) {
                folder.closeAfter(e);
                throw e;
            }
        } catch (IOException e) {
            throw new BackstepException("demo.folderFailed", e, home.toString(), e.toString());
        } catch (SQLException e) {
            throw new BackstepException("demo.databaseFailed", e, DATABASE, String.valueOf(e.getMessage()));
        }
    }

    private static Demo start(Path home, ServerFolder folder, Consumer<String> progress)
            throws IOException, SQLException, BackstepException {
        Path repository = repository(folder);
        ServerFolder.delete(repository);
        OrchardMigrations migrations = OrchardMigrations.load();
        progress.accept(Text.of("demo.makingRepository", repository.toString()));
        new OrchardRepository(migrations, Instant.now()).create(repository);
        progress.accept(Text.of("demo.startingServer"));
        EmbeddedServer server = EmbeddedServer.start(home.resolve("postgresql"), folder.data());
        try {
            progress.accept(Text.of("demo.migrating", DATABASE));
            fill(server, migrations);
        } catch (SQLException e) {
            server.closeAfter(e);
            throw e;
        }
        return new Demo(folder, server);
    }

    private static void fill(EmbeddedServer server, OrchardMigrations migrations) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        try (Connection connection = server.connect(DATABASE)) {
            OrchardDatabase.fill(connection, migrations);
        }
    }

    private static Path repository(ServerFolder folder) {
        return folder.path().resolve("orchard");
    }

    /** The demo's database and checkout. */
    public Workspace workspace() {
        ConnectionSettings database = new ConnectionSettings(
                EmbeddedServer.HOST, server.port(), DATABASE, EmbeddedServer.USER, "disable", null, null);
        return new Workspace(database, repository(folder).toString(), List.of());
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
