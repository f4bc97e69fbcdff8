import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Backstep's own launcher for Linux, a shell script. jpackage's asks dpkg and rpm at each start which package it belongs to,
 * which takes a quarter of a second (docs/adr/0018).
 */
record LinuxLauncher(Build build, AppImage image) {

    /** What stands for itself between a shell's double quotes, or names the folder of the jars. */
    private static final Pattern PLAIN = Pattern.compile("(\\$APPDIR|[^$`\"\\\\])*");

    /** Writes the script in place of jpackage's program, and takes out of the image what only that one needed. */
    void replace() throws IOException {
        Path launcher = image.root().resolve("bin").resolve(image.name());
        Files.delete(launcher);
        Files.writeString(launcher, script());
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        // Under Backstep's name, which is what lists of processes say.
        Path programs = image.java().resolve("bin");
        Files.move(programs.resolve("java"), programs.resolve(image.name()));
        Files.delete(image.root().resolve("lib/libapplauncher.so"));
        Files.delete(image.root().resolve("lib/" + image.name() + ".png"));
        Files.delete(image.app().resolve(".jpackage.xml"));
        // The script is written from it; who measures reads it here.
        Files.move(image.configuration(), build.work().resolve(image.name() + ".cfg"));
    }

    private String script() throws IOException {
        String options = image.configured("java-options").stream()
                .map(option -> "    \"" + plain(option) + "\" \\")
                .collect(Collectors.joining("\n"));
        List<String> jars = image.configured("app.classpath");
        return Files.readString(build.packaging().resolve("linux/launcher"))
                .replace("@OPTIONS@", options)
                .replace("@CLASS_PATH@", plain(String.join(":", jars)))
                .replace("@MAIN@", image.configured("app.mainclass").getFirst());
    }

    private static String plain(String value) {
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalStateException("the launcher cannot pass on: " + value);
        }
        return value;
    }
}
