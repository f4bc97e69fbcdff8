package dev.backstep.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DisplayTest {

    @Test
    void withoutDisplayThereIsNone() {
        assertEquals(Optional.of("There is no display here: DISPLAY is not set."), Display.problem(linux(), Map.of()));
    }

    @Test
    void waylandAloneIsNotEnough() {
        assertEquals(
                Optional.of("There is no display that a window can be shown on: this is a Wayland session without"
                        + " XWayland (DISPLAY is not set)."),
                Display.problem(linux(), Map.of("WAYLAND_DISPLAY", "wayland-0")));
    }

    @Test
    void aDisplayThatDoesNotAnswerIsUnusableAndTheAnswerComesSoon() {
        for (String display : new String[] {":7654", "nonsense", "192.0.2.1:0"}) {
            Optional<String> problem =
                    assertTimeout(Duration.ofSeconds(20), () -> Display.problem(linux(), Map.of("DISPLAY", display)));
            assertEquals(Optional.of("The display " + display + " cannot be opened."), problem);
        }
    }

    @Test
    void windowsAndMacAlwaysHaveOneAndTheHeadlessPlatformNeedsNone() {
        assertEquals(Optional.empty(), Display.problem(system("Windows 11"), Map.of()));
        assertEquals(Optional.empty(), Display.problem(system("Mac OS X"), Map.of()));
        Properties headless = linux();
        headless.setProperty("glass.platform", "Headless");
        assertEquals(Optional.empty(), Display.problem(headless, Map.of()));
    }

    private static Properties linux() {
        return system("Linux");
    }

    private static Properties system(String name) {
        Properties system = new Properties();
        system.setProperty("os.name", name);
        return system;
    }
}
