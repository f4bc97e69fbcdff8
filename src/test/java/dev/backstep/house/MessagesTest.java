package dev.backstep.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every sentence that the code asks for exists, and every sentence is asked for. */
class MessagesTest {

    private static final Path MESSAGES = Path.of("src/main/resources/dev/backstep/text/messages.properties");
    private static final Pattern LITERAL =
            Pattern.compile("\"([a-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9_]+)+\\.?|[a-z]+\\.)\"");
    private static final Pattern ASKED =
            Pattern.compile("(?:Text\\.of|new BackstepException|new Problem)\\(\\s*\"([^\"]+)\"\\s*([,)+])");

    @Test
    void everyKeyThatIsAskedForExists() throws IOException {
        Set<String> missing = new TreeSet<>();
        Set<String> keys = keys();
        Matcher asked = ASKED.matcher(code());
        while (asked.find()) {
            boolean prefix = asked.group(2).equals("+");
            boolean found = prefix
                    ? keys.stream().anyMatch(key -> key.startsWith(asked.group(1)))
                    : keys.contains(asked.group(1));
            if (!found) {
                missing.add(asked.group(1));
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyKeyIsUsed() throws IOException {
        Set<String> literals =
                LITERAL.matcher(code()).results().map(m -> m.group(1)).collect(Collectors.toSet());
        Set<String> unused = new TreeSet<>();
        for (String key : keys()) {
            boolean byPrefix = literals.stream().anyMatch(l -> l.endsWith(".") && key.startsWith(l));
            if (!byPrefix && !literals.contains(key)) {
                unused.add(key);
            }
        }
        assertEquals(Set.of(), unused);
    }

    @Test
    void noKeyIsThereTwice() throws IOException {
        Set<String> once = new TreeSet<>();
        Set<String> twice = new TreeSet<>();
        for (String line : Files.readAllLines(MESSAGES)) {
            String key = line.split("=", 2)[0];
            if (!line.startsWith("#") && !line.isBlank() && !once.add(key)) {
                twice.add(key);
            }
        }
        assertEquals(Set.of(), twice);
    }

    @Test
    void everyPatternIsWellFormed() throws IOException {
        Properties messages = messages();
        assertFalse(messages.isEmpty());
        messages.forEach((key, pattern) -> {
            MessageFormat format = new MessageFormat((String) pattern);
            assertFalse(format.toPattern().isEmpty(), (String) key);
            assertFalse(
                    Pattern.compile("(?<!')'(?!')[^'{}]*$")
                            .matcher((String) pattern)
                            .find(),
                    key + " has a single apostrophe; write two");
        });
    }

    private static Set<String> keys() throws IOException {
        return messages().stringPropertyNames();
    }

    private static Properties messages() throws IOException {
        Properties messages = new Properties();
        try (var reader = Files.newBufferedReader(MESSAGES)) {
            messages.load(reader);
        }
        return messages;
    }

    private static String code() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            StringBuilder code = new StringBuilder();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                code.append(Files.readString(file)).append('\n');
            }
            return code.toString();
        }
    }
}
