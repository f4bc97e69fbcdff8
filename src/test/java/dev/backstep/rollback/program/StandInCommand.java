package dev.backstep.rollback.program;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/** How the stand-in is started: with this JVM's own Java, and no more classes than it needs. */
public final class StandInCommand {

    private StandInCommand() {}

    public static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                place(StandIn.class) + System.getProperty("path.separator") + place(Driver.class),
                StandIn.class.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** As a person would write it. */
    public static String line(String... arguments) {
        return words(arguments).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
