import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The application image that jpackage makes: launcher, jars, runtime. It runs from wherever it is put.
 *
 * @param root the image's folder
 * @param app the folder of the jars and of the launcher's configuration
 * @param java the runtime's home
 * @param name of the launcher
 */
record AppImage(Path root, Path app, Path java, String name) {

    /** Beside the jars; the launchers look for it there. */
    private static final String CACHE = "backstep.jsa";

    static AppImage make(Build build, Jars jars, Path runtime, Path licences) throws IOException {
        boolean linux = build.system() == Build.System.LINUX;
        String name = linux ? "backstep" : "Backstep";
        Path images = build.work().resolve("image");
        List<String> arguments = new ArrayList<>(List.of(
                "--type",
                "app-image",
                "--name",
                name,
                "--app-version",
                build.system() == Build.System.MACOS ? DiskImage.number(build) : build.number(),
                "--input",
                jars.folder().toString(),
                "--runtime-image",
                runtime.toString(),
                "--icon",
                build.home().resolve("icons").resolve(icon(build)).toString(),
                "--dest",
                images.toString(),
                "@" + build.packaging().resolve("jpackage.args")));
        if (build.system() == Build.System.WINDOWS) {
            // The window's launcher has no console to print to.
            arguments.addAll(List.of(
                    "--add-launcher", "backstep-console=" + build.packaging().resolve("windows/console.properties")));
        }
        if (build.system() == Build.System.MACOS) {
            arguments.addAll(List.of(
                    "--mac-package-identifier",
                    "dev.backstep",
                    "--file-associations",
                    build.packaging().resolve("macos/association.properties").toString()));
        }
        Tool.jdk("jpackage", arguments);
        AppImage image = switch (build.system()) {
            case LINUX -> of(images.resolve(name), "lib/app", "lib/runtime", name);
            case MACOS -> of(images.resolve(name + ".app"), "Contents/app", "Contents/runtime/Contents/Home", name);
            case WINDOWS -> of(images.resolve(name), "app", "runtime", name);
        };
        image.order(jars.classPath());
        copy(licences, image.app().resolve("licenses"));
        Files.copy(build.home().resolve("LICENSE"), image.app().resolve("licenses/LICENSE"));
        image.setTimes();
        return image;
    }

    private static AppImage of(Path root, String app, String java, String name) {
        return new AppImage(root, root.resolve(app), root.resolve(java), name);
    }

    private static String icon(Build build) {
        return switch (build.system()) {
            case LINUX -> "backstep-512.png";
            case MACOS -> "backstep.icns";
            case WINDOWS -> "backstep.ico";
        };
    }

    /** Where the start cache's upper layer belongs. */
    Path cache() {
        return app.resolve(CACHE);
    }

    /** jpackage writes the class path by the alphabet; it is to be searched in the order of {@link Jars}. */
    private void order(List<Path> classPath) throws IOException {
        List<String> names =
                classPath.stream().map(jar -> jar.getFileName().toString()).toList();
        try (DirectoryStream<Path> configurations = Files.newDirectoryStream(app, "*.cfg")) {
            for (Path file : configurations) {
                List<String> lines = Files.readAllLines(file);
                Iterator<String> ordered = lines.stream()
                        .filter(line -> line.startsWith("app.classpath="))
                        .sorted(Comparator.comparingInt(line -> names.indexOf(line.replaceFirst(".*[/\\\\]", ""))))
                        .iterator();
                lines.replaceAll(line -> line.startsWith("app.classpath=") ? ordered.next() : line);
                Files.write(file, lines);
            }
        }
    }

    /** Where jpackage's launchers read what to start. */
    Path configuration() {
        return app.resolve(name + ".cfg");
    }

    /** The values of a key in the launcher's configuration, in which {@code $APPDIR} is the folder of the jars. */
    List<String> configured(String key) throws IOException {
        return Files.readAllLines(configuration()).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    /** What the start cache remembers the time of: the jars and the runtime's modules. */
    private void setTimes() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(app, "*.jar")) {
            for (Path jar : jars) {
                Files.setLastModifiedTime(jar, Jars.TIME);
            }
        }
        Files.setLastModifiedTime(java.resolve("lib/modules"), Jars.TIME);
    }

    /**
     * Takes {@code java} and its like out of the runtime: jpackage's launchers load the JVM themselves, and Linux' own starts
     * the one program that is named as the launcher.
     */
    void withoutPrograms() throws IOException {
        try (DirectoryStream<Path> programs = Files.newDirectoryStream(java.resolve("bin"))) {
            for (Path program : programs) {
                String file = program.getFileName().toString();
                if (file.endsWith(".exe") || (!file.contains(".") && !file.equals(name))) {
                    Files.delete(program);
                }
            }
        }
        if (java.resolve("bin").toFile().list().length == 0) {
            Files.delete(java.resolve("bin"));
        }
    }

    /** Copies a folder with the times and rights of its files; links stay links. */
    static void copy(Path folder, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = target.resolve(folder.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }
}
