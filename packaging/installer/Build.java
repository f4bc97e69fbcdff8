import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is packaged.
 *
 * @param home the project's folder
 * @param version Maven's: {@code 0.1.0} or {@code 0.1.0-SNAPSHOT}
 * @param jar the application's
 * @param libraries the jars it runs with, in the order of the class path
 */
record Build(Path home, String version, Path jar, List<Path> libraries) {

    /** The systems that there are packages for. */
    enum System {
        LINUX,
        MACOS,
        WINDOWS
    }

    static Build of(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]).toRealPath();
        List<Path> libraries = Arrays.stream(arguments[3].split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
        return new Build(home, arguments[1], home.resolve("target").resolve(arguments[2]), libraries);
    }

    System system() {
        String name = java.lang.System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? System.WINDOWS : name.startsWith("mac") ? System.MACOS : System.LINUX;
    }

    /** The processor in Linux' words: {@code x86_64} or {@code aarch64}. */
    String processor() {
        String name = java.lang.System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    /** The version without what follows a hyphen: the only one that Windows and macOS understand. */
    String number() {
        return version.replaceFirst("-.*", "");
    }

    /** The version for deb and rpm, where a tilde comes before the version itself: {@code 0.1.0~snapshot}. */
    String sortable() {
        return version.replaceFirst("-", "~").toLowerCase(Locale.ROOT);
    }

    Path packaging() {
        return home.resolve("packaging");
    }

    Path work() {
        return home.resolve("target/package");
    }

    /** Removes what an earlier run made. */
    void clear() throws IOException {
        if (Files.exists(work())) {
            delete(work());
        }
        Files.createDirectories(work());
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
