import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Build step: writes how to start Backstep with the JDK that this program runs on. JavaFX goes on the module path, all
 * else on the class path.
 *
 * <p>Arguments: the project's folder, the application's jar in its {@code target}, Maven's runtime class path. Makes, in
 * {@code target}, {@code launch.jdk} (first line the java program, second the folder this was built in) and
 * {@code launch.args} (an argument file for java).
 *
 * <p>The application is started from a copy of its jar with a name of its own, so that the next build does not pull the
 * classes from under a Backstep that is running.
 */
final class LaunchFile {

    private LaunchFile() {}

    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]).toRealPath();
        Path build = home.resolve("target");
        List<String> modules = new ArrayList<>();
        List<String> classes = new ArrayList<>(List.of(
                copyOf(build.resolve(arguments[1]), build.resolve("launch")).toString()));
        for (String entry : arguments[2].split(File.pathSeparator, -1)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.endsWith(".jar")) {
                (name.startsWith("javafx-") ? modules : classes)
                        .add(build.resolve("lib").resolve(name).toString());
            }
        }
        List<String> lines = List.of(
                "--module-path",
                quoted(String.join(File.pathSeparator, modules)),
                "--add-modules",
                "javafx.controls",
                "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                "--add-exports=javafx.graphics/com.sun.glass.ui=ALL-UNNAMED",
                // As packaged (docs/adr/0018): what a person does is short, and the second compiler costs it more than
                // it gives.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                // A git hook starts Backstep by this very file.
                quoted("-Dbackstep.arguments=" + build.resolve("launch.args")),
                "-cp",
                quoted(String.join(File.pathSeparator, classes)),
                "dev.backstep.app.Launcher");
        Path java = Path.of(System.getProperty("java.home"), "bin", File.separatorChar == '\\' ? "java.exe" : "java");
        replace(build.resolve("launch.jdk"), List.of(java.toString(), home.toString()));
        replace(build.resolve("launch.args"), lines);
    }

    /** Copies the jar under a name that says its time, and removes the copies of earlier builds. */
    private static Path copyOf(Path jar, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path copy = folder.resolve(
                "backstep-" + Files.getLastModifiedTime(jar).toMillis() + "-" + Files.size(jar) + ".jar");
        try (Stream<Path> earlier = Files.list(folder)) {
            // Where an open file cannot be deleted, the copy of a running Backstep stays until a later build.
            earlier.filter(file -> !file.equals(copy))
                    .forEach(file -> file.toFile().delete());
        }
        if (!Files.exists(copy)) {
            Files.copy(jar, copy);
        }
        return copy;
    }

    /** A start that reads the file meanwhile sees the old lines or the new ones. */
    private static void replace(Path file, List<String> lines) throws IOException {
        Path fresh = Files.write(file.resolveSibling(file.getFileName() + ".new"), lines);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Quotes a value for a java argument file, where a backslash escapes. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
