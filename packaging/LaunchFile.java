import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Build step: writes how to start Backstep with the JDK that this program runs on. JavaFX goes on the module path, all
 * else on the class path.
 *
 * <p>Arguments: the build folder, the application's jar in it. Makes {@code launch.jdk} (the java program's path) and
 * {@code launch.args} (an argument file for it) in the build folder.
 */
final class LaunchFile {

    private LaunchFile() {}

    public static void main(String[] arguments) throws IOException {
        Path build = Path.of(arguments[0]).toAbsolutePath();
        List<String> modules = new ArrayList<>();
        List<String> classes =
                new ArrayList<>(List.of(build.resolve(arguments[1]).toString()));
        try (Stream<Path> jars = Files.list(build.resolve("lib"))) {
            jars.sorted()
                    .forEach(jar -> (jar.getFileName().toString().startsWith("javafx-") ? modules : classes)
                            .add(jar.toString()));
        }
        List<String> lines = List.of(
                "--module-path",
                quoted(String.join(File.pathSeparator, modules)),
                "--add-modules",
                "javafx.controls",
                "--enable-native-access=javafx.graphics",
                "-Dfile.encoding=UTF-8",
                "-cp",
                quoted(String.join(File.pathSeparator, classes)),
                "dev.backstep.app.Launcher");
        Files.write(build.resolve("launch.args"), lines);
        Path java = Path.of(System.getProperty("java.home"), "bin", File.separatorChar == '\\' ? "java.exe" : "java");
        Files.writeString(build.resolve("launch.jdk"), java + System.lineSeparator());
    }

    /** Quotes a value for a java argument file, where a backslash escapes. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
