import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Links the runtime: the JDK's modules that are needed, JavaFX's, and nothing else. */
final class RuntimeImage {

    private static final Pattern NATIVE = Pattern.compile("[^/]+\\.(so|dylib|dll)");

    /**
     * What no class names but what is needed: encrypted connections, the languages shipped, zip file systems, and to know
     * that one is root, whom PostgreSQL does not serve.
     */
    private static final List<String> UNNAMED =
            List.of("jdk.crypto.ec", "jdk.localedata", "jdk.zipfs", "jdk.security.auth");

    private RuntimeImage() {}

    /** Links it into {@code target/package/runtime}, with the JDK that this program runs on. */
    static Path link(Build build, Jars jars) throws IOException {
        Path modules = Files.createDirectories(build.work().resolve("modules"));
        for (Path jar : jars.javafx()) {
            module(build, jar, modules);
        }
        Set<String> wanted = new TreeSet<>(UNNAMED);
        wanted.addAll(needed(jars));
        Path runtime = build.work().resolve("runtime");
        Tool.jdk(
                "jlink",
                List.of(
                        "--module-path",
                        modules.toString(),
                        "--add-modules",
                        String.join(",", wanted),
                        "--include-locales",
                        "en",
                        // The JDK's own debugging tables go; what is said of a mistake are the application's line
                        // numbers.
                        "--strip-java-debug-attributes",
                        "--no-man-pages",
                        "--no-header-files",
                        "--output",
                        runtime.toString()));
        // The start cache remembers the time, and an installer may round what is finer than two seconds.
        Files.setLastModifiedTime(runtime.resolve("lib/modules"), Jars.TIME);
        return runtime;
    }

    /** The modules that the application names, and what it is made with. */
    private static Set<String> needed(Jars jars) {
        String path = jars.javafx().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String classPath =
                jars.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String last = Tool.jdk(
                        "jdeps",
                        List.of(
                                "--print-module-deps",
                                "--ignore-missing-deps",
                                "--multi-release",
                                "base",
                                "--module-path",
                                path,
                                "--class-path",
                                classPath,
                                jars.classPath().getFirst().toString()))
                .strip()
                .lines()
                .toList()
                .getLast();
        return new TreeSet<>(Arrays.asList(last.split(",", -1)));
    }

    /** Makes a module of a JavaFX jar, with its native libraries beside the JDK's own instead of inside the classes. */
    private static void module(Build build, Path jar, Path modules) throws IOException {
        String name = jar.getFileName().toString();
        Path libraries = Files.createDirectories(build.work().resolve("natives").resolve(name));
        Path classes = libraries.resolveSibling("classes-" + name);
        Path jdk = Path.of(System.getProperty("java.home"), build.system() == Build.System.WINDOWS ? "bin" : "lib");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Jars.write(zip, classes, entry -> !NATIVE.matcher(entry).matches());
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                // On Windows JavaFX brings Microsoft's libraries, as the JDK does.
                if (NATIVE.matcher(entry.getName()).matches() && !Files.exists(jdk.resolve(entry.getName()))) {
                    try (InputStream library = zip.getInputStream(entry)) {
                        Files.copy(library, libraries.resolve(entry.getName()));
                    }
                }
            }
        }
        Path module = modules.resolve(name.replaceFirst("(javafx)-([a-z]+)-.*", "$1.$2.jmod"));
        Tool.jdk(
                "jmod",
                List.of(
                        "create",
                        "--class-path",
                        classes.toString(),
                        "--libs",
                        libraries.toString(),
                        "--legal-notices",
                        notices(build).toString(),
                        module.toString()));
    }

    /** JavaFX's jars carry no licence texts; those of the JDK's own copies of the same works are the same. */
    private static Path notices(Build build) throws IOException {
        Path notices = build.work().resolve("notices");
        if (!Files.exists(notices)) {
            Path legal = Path.of(System.getProperty("java.home"), "legal");
            Files.createDirectories(notices);
            Files.copy(legal.resolve("java.base/LICENSE"), notices.resolve("LICENSE"));
            for (String work : List.of("jpeg.md", "mesa3d.md")) {
                Files.copy(legal.resolve("java.desktop").resolve(work), notices.resolve(work));
            }
        }
        return notices;
    }
}
