import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Puts together whose work is inside a package and under which licence, from {@code packaging/licenses/components.txt},
 * the texts beside it, and the notices inside the jars. A jar that the list does not know, or a licence without its text,
 * ends the build; {@code mvn verify} checks it too, by running this class.
 */
final class Licences {

    private static final Pattern NOTICE =
            Pattern.compile("(META-INF/)?(licenses/.*)?(LICEN[CS]E|NOTICE|COPYING|about)[^/]*(?<!\\.class)");
    private static final Pattern VERSION = Pattern.compile("-\\d.*");

    private final Path texts;
    private final Map<String, Component> components = new TreeMap<>();

    /** One line of the list; {@code name} is the jar's without its version, perhaps with a {@code *} at its end. */
    private record Component(String name, List<String> licences, String copyright, String origin) {}

    /** The licences in {@code folder}. */
    Licences(Path folder) throws IOException {
        texts = folder.resolve("texts");
        for (String line : Files.readAllLines(folder.resolve("components.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] cells = line.split("\\s*\\|\\s*", -1);
                List<String> licences = Arrays.asList(cells[1].split(" \\+ ", -1));
                components.put(cells[0], new Component(cells[0], licences, cells[2], cells[3]));
            }
        }
    }

    /** Checks only. Arguments: the folder, Maven's runtime class path. */
    public static void main(String[] arguments) throws IOException {
        Licences licences = new Licences(Path.of(arguments[0]));
        for (String entry : arguments[1].split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                licences.check(licences.of(Path.of(entry)));
            }
        }
    }

    /** Writes the list, the texts and the jars' own notices into {@code folder}. */
    Path write(List<Path> jars, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> lines = new ArrayList<>(List.of(
                "Backstep is made with the works below. The texts of their licences are in this folder; those of the",
                "Java runtime and of JavaFX (GPL-2.0 with the Classpath Exception) are in its folder \"legal\".",
                ""));
        Set<String> used = new TreeSet<>();
        for (Path jar : jars) {
            Component component = of(jar);
            check(component);
            used.addAll(component.licences());
            lines.addAll(List.of(
                    jar.getFileName().toString(),
                    "    " + String.join(" and ", component.licences()),
                    "    " + component.copyright(),
                    "    " + component.origin()));
            copyNotices(jar, folder.resolve(component.name().replace("*", "")));
        }
        Files.write(folder.resolve("THIRD-PARTY.txt"), lines);
        for (String licence : used) {
            Files.copy(text(licence), folder.resolve(licence + ".txt"));
        }
        return folder;
    }

    private Component of(Path jar) {
        String name = VERSION.matcher(jar.getFileName().toString()).replaceFirst("");
        for (Component component : components.values()) {
            String known = component.name();
            if (known.endsWith("*") ? name.startsWith(known.substring(0, known.length() - 1)) : name.equals(known)) {
                return component;
            }
        }
        throw new IllegalStateException(
                jar.getFileName() + " is shipped, but packaging/licenses/components.txt does not"
                        + " say under which licence: add a line, and its text if it is a new one");
    }

    private void check(Component component) {
        for (String licence : component.licences()) {
            if (!Files.exists(text(licence))) {
                throw new IllegalStateException(
                        component.name() + " is under " + licence + ", but " + text(licence) + " is missing");
            }
        }
    }

    private Path text(String licence) {
        return texts.resolve(licence + ".txt");
    }

    private static void copyNotices(Path jar, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && NOTICE.matcher(entry.getName()).matches()) {
                    Path target = folder.resolve(
                            entry.getName().replace("META-INF/", "").replace('/', '-'));
                    Files.createDirectories(folder);
                    try (InputStream text = zip.getInputStream(entry)) {
                        Files.copy(text, target);
                    }
                }
            }
        }
    }
}
