package dev.backstep.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Backstep's folders among the person's own, where the platform wants them.
 *
 * @param config for what the person chose: workspaces and preferences
 * @param data for what Backstep makes: the demo, the journal
 */
public record UserFolders(Path config, Path data) {

    /**
     * The folders of this system: the XDG base directories on Linux, Application Support on macOS, roaming and local
     * application data on Windows; all under one folder when the system property {@code backstep.home} names it.
     */
    public static UserFolders ofSystem() {
        return of(System.getProperties(), System.getenv());
    }

    static UserFolders of(Properties system, Map<String, String> environment) {
        String chosen = system.getProperty("backstep.home");
        if (chosen != null && !chosen.isEmpty()) {
            Path home = Path.of(chosen).toAbsolutePath();
            return new UserFolders(home.resolve("config"), home.resolve("data"));
        }
        Path home = Path.of(system.getProperty("user.home", ".")).toAbsolutePath();
        String name = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return new UserFolders(
                    folder(environment, "APPDATA", home.resolve("AppData/Roaming"))
                            .resolve("Backstep"),
                    folder(environment, "LOCALAPPDATA", home.resolve("AppData/Local"))
                            .resolve("Backstep"));
        }
        if (name.startsWith("mac")) {
            Path support = home.resolve("Library/Application Support/Backstep");
            return new UserFolders(support, support);
        }
        return new UserFolders(
                folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("backstep"),
                folder(environment, "XDG_DATA_HOME", home.resolve(".local/share"))
                        .resolve("backstep"));
    }

    /** A relative path in these variables is invalid and to be ignored, says the XDG specification. */
    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
    }
}
