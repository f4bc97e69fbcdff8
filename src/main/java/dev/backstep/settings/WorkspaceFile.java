package dev.backstep.settings;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Utf8;
import dev.backstep.model.Workspace;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A workspace in a file of its own, {@code NAME.backstep}, to be kept, handed on and opened by a double click: JSON with
 * the connection, the checkout and the pairings, in the words of {@code settings.json}, and {@code "version": 1}. Never a
 * password.
 *
 * <p>A file may come from a stranger. Reading one gives a workspace and does nothing else; a host that could be taken for
 * more than a host is refused.
 */
public final class WorkspaceFile {

    /** How the names of these files end. */
    public static final String EXTENSION = ".backstep";

    private static final int VERSION = 1;
    private static final int MOST_BYTES = 1_000_000;
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%-]{1,255}");
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private WorkspaceFile() {}

    /** Whether {@code path} is named as these files are, and is no folder. */
    public static boolean isNamed(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().endsWith(EXTENSION) && !Files.isDirectory(path);
    }

    /**
     * Reads a file. A checkout that is not named absolutely is looked for from the file's own folder.
     *
     * @throws BackstepException when the file cannot be read or understood, or a newer Backstep wrote it
     */
    public static Workspace read(Path file) throws BackstepException {
        try {
            JsonObject tree = JsonParser.parseString(text(file)).getAsJsonObject();
            if (tree.get("version").getAsInt() > VERSION) {
                throw new BackstepException("workspaceFile.newer", null, file.toString());
            }
            Workspace workspace = WorkspaceJson.read(tree);
            check(workspace.database());
            Path checkout =
                    file.toAbsolutePath().resolveSibling(workspace.repository()).normalize();
            return new Workspace(workspace.database(), checkout.toString(), workspace.pairings(), workspace.program());
        } catch (CharacterCodingException | RuntimeException e) {
            throw new BackstepException("workspaceFile.broken", e, file.toString());
        } catch (IOException e) {
            throw new BackstepException("workspaceFile.unreadable", e, file.toString(), e.toString());
        }
    }

    /**
     * Writes a workspace. A file inside its checkout names that from where it stands, so that it can be committed; any
     * other names it absolutely.
     *
     * @throws BackstepException when the file cannot be written
     */
    public static void write(Workspace workspace, Path file) throws BackstepException {
        JsonObject tree = new JsonObject();
        tree.addProperty("version", VERSION);
        WorkspaceJson.write(workspace, tree);
        Path folder = file.toAbsolutePath().resolveSibling("").normalize();
        Path checkout = Path.of(workspace.repository());
        if (folder.startsWith(checkout)) {
            String way = folder.relativize(checkout).toString().replace('\\', '/');
            tree.addProperty("repository", way.isEmpty() ? "." : way);
        }
        try {
            new SettingsFile(file, VERSION, _ -> {}).write(tree);
        } catch (IOException e) {
            throw new BackstepException("workspaceFile.unwritable", e, file.toString(), e.toString());
        }
    }

    private static String text(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("longer than " + MOST_BYTES + " bytes");
            }
            return Utf8.decode(bytes);
        }
    }

    private static void check(ConnectionSettings settings) {
        if (settings.isFile()) {
            return;
        }
        if (!HOST.matcher(settings.host()).matches()
                || settings.port() < 1
                || settings.port() > 65_535
                || !SSL_MODES.contains(settings.sslMode())) {
            throw new IllegalArgumentException(settings.server() + " " + settings.sslMode());
        }
    }
}
