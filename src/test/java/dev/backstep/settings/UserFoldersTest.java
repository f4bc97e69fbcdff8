package dev.backstep.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class UserFoldersTest {

    @Test
    void linuxUsesTheXdgFolders() {
        assertEquals(
                new UserFolders(Path.of("/conf/backstep"), Path.of("/home/ada/.local/share/backstep")),
                folders("Linux", Map.of("XDG_CONFIG_HOME", "/conf", "XDG_DATA_HOME", "relative/is/ignored")));
    }

    @Test
    void macUsesApplicationSupport() {
        Path support = Path.of("/home/ada/Library/Application Support/Backstep");
        assertEquals(new UserFolders(support, support), folders("Mac OS X", Map.of("XDG_CONFIG_HOME", "/conf")));
    }

    @Test
    void windowsUsesRoamingAndLocalApplicationData() {
        assertEquals(
                new UserFolders(Path.of("/roaming/Backstep"), Path.of("/home/ada/AppData/Local/Backstep")),
                folders("Windows 11", Map.of("APPDATA", "/roaming")));
    }

    @Test
    void aChosenHomeHoldsBoth() {
        Properties system = system("Linux");
        system.setProperty("backstep.home", "/tmp/b");
        assertEquals(
                new UserFolders(Path.of("/tmp/b/config"), Path.of("/tmp/b/data")),
                UserFolders.of(system, Map.of("XDG_CONFIG_HOME", "/conf")));
    }

    private static UserFolders folders(String os, Map<String, String> environment) {
        return UserFolders.of(system(os), environment);
    }

    private static Properties system(String os) {
        Properties system = new Properties();
        system.setProperty("os.name", os);
        system.setProperty("user.home", "/home/ada");
        return system;
    }
}
