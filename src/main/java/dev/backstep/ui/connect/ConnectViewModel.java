package dev.backstep.ui.connect;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.ProgramSettings;
import dev.backstep.model.Track;
import dev.backstep.model.Workspace;
import dev.backstep.text.Text;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What the connect dialog holds; all but the password, which goes straight from its field to whoever connects. */
public final class ConnectViewModel {

    static final List<String> SSL_MODES = List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private final UrlReader urls;
    private final StringProperty url = new SimpleStringProperty("");
    private final StringProperty host = new SimpleStringProperty("localhost");
    private final StringProperty port = new SimpleStringProperty("5432");
    private final StringProperty database = new SimpleStringProperty("");
    private final StringProperty user = new SimpleStringProperty("");
    private final StringProperty sslMode = new SimpleStringProperty("prefer");
    private final StringProperty folder = new SimpleStringProperty("");
    private final StringProperty file = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper onFile = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper extras = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper("");
    private @Nullable ConnectionSettings pasted;
    private List<Track> pairings = List.of();
    private @Nullable ProgramSettings program;

    public ConnectViewModel(UrlReader urls) {
        this.urls = urls;
    }

    /** Starts with a workspace that was open before; its password is asked for again. */
    public void start(Workspace workspace) {
        take(workspace.database());
        folder.set(workspace.repository());
        pairings = workspace.pairings();
        program = workspace.program();
    }

    /** The checkout's folder, as typed. */
    public StringProperty folderProperty() {
        return folder;
    }

    /** The SQLite file, absolute or from the checkout; of no meaning while {@link #onFileProperty} says no. */
    StringProperty fileProperty() {
        return file;
    }

    /** Whether the database is a file, so that nothing is asked of a server. */
    ReadOnlyBooleanProperty onFileProperty() {
        return onFile.getReadOnlyProperty();
    }

    /** The database is a file, or it is on a server. */
    void onFile(boolean chosen) {
        onFile.set(chosen);
        sentence.set("");
    }

    StringProperty urlProperty() {
        return url;
    }

    StringProperty hostProperty() {
        return host;
    }

    StringProperty portProperty() {
        return port;
    }

    StringProperty databaseProperty() {
        return database;
    }

    StringProperty userProperty() {
        return user;
    }

    StringProperty sslModeProperty() {
        return sslMode;
    }

    /** What the URL said beyond the fields; blank when it said nothing more. */
    ReadOnlyStringProperty extrasProperty() {
        return extras.getReadOnlyProperty();
    }

    /** What is wrong, and what to do; blank when nothing is. */
    ReadOnlyStringProperty sentenceProperty() {
        return sentence.getReadOnlyProperty();
    }

    /** Fills the fields from the URL; the password in it, if any, is the answer and is kept nowhere here. */
    char @Nullable [] readUrl() {
        String given = url.get().strip();
        if (given.isEmpty()) {
            return null;
        }
        try {
            PastedUrl read = urls.read(given);
            take(read.settings());
            sentence.set("");
            // The URL may hold the password: it must not stay readable in the window.
            url.set("");
            return read.password();
        } catch (BackstepException e) {
            sentence.set(Text.of(e));
            return null;
        }
    }

    /** The request, when every field makes sense; else nothing, and {@link #sentenceProperty} says why. */
    Optional<ConnectRequest> connect(char[] password) {
        String wrong = firstMistake();
        sentence.set(wrong);
        if (!wrong.isEmpty()) {
            return Optional.empty();
        }
        ConnectionSettings given = pasted;
        String repository =
                Path.of(folder.get().strip()).toAbsolutePath().normalize().toString();
        if (onFile.get()) {
            ConnectionSettings database = ConnectionSettings.ofFile(file.get().strip());
            return Optional.of(new ConnectRequest(new Workspace(database, repository, pairings, program), password));
        }
        ConnectionSettings settings = new ConnectionSettings(
                host.get().strip(),
                Integer.parseInt(port.get().strip()),
                database.get().strip(),
                user.get().strip(),
                sslMode.get(),
                given == null ? null : given.searchPath(),
                given == null ? null : given.migrationsTable());
        return Optional.of(new ConnectRequest(new Workspace(settings, repository, pairings, program), password));
    }

    private void take(ConnectionSettings settings) {
        onFile.set(settings.isFile());
        file.set(settings.file() == null ? "" : settings.file());
        if (settings.isFile()) {
            extras.set("");
            return;
        }
        pasted = settings;
        host.set(settings.host());
        port.set(Integer.toString(settings.port()));
        database.set(settings.database());
        user.set(settings.user());
        sslMode.set(settings.sslMode());
        extras.set(extras(settings));
    }

    private static String extras(ConnectionSettings settings) {
        String path = settings.searchPath() == null ? "" : Text.of("connect.searchPath", settings.searchPath());
        ConnectionSettings.TableName table = settings.migrationsTable();
        String name = table == null
                ? ""
                : Text.of("connect.table", table.schema() == null ? table.name() : table.schema() + "." + table.name());
        return path.isEmpty() || name.isEmpty() ? path + name : path + " · " + name;
    }

    private String firstMistake() {
        if (!url.get().isBlank()) {
            return Text.of("connect.urlNotRead");
        }
        String server = onFile.get() ? "" : serverMistake();
        if (!server.isEmpty()) {
            return server;
        }
        if (onFile.get() && !isPath(file.get().strip())) {
            return Text.of("connect.noFile");
        }
        if (folder.get().isBlank()) {
            return Text.of("connect.noFolder");
        }
        return isFolder(folder.get().strip())
                ? ""
                : Text.of("connect.badFolder", folder.get().strip());
    }

    private String serverMistake() {
        if (host.get().isBlank()) {
            return Text.of("connect.noHost");
        }
        if (!port.get().strip().matches("[0-9]{1,5}")
                || !validPort(Integer.parseInt(port.get().strip()))) {
            return Text.of("connect.badPort");
        }
        if (database.get().isBlank()) {
            return Text.of("connect.noDatabase");
        }
        return user.get().isBlank() ? Text.of("connect.noUser") : "";
    }

    private static boolean isPath(String path) {
        try {
            return !path.isEmpty() && Path.of(path).getFileName() != null;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean validPort(int port) {
        return port >= 1 && port <= 65_535;
    }

    private static boolean isFolder(String path) {
        try {
            return Files.isDirectory(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
