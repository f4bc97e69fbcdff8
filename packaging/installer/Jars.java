import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The jars as they are packaged.
 *
 * @param all every jar as it came from Maven, the application's first
 * @param classPath what stands on the class path, copied into {@link #folder}, the application's first
 * @param javafx JavaFX's modules, which go into the runtime
 * @param folder of the class path's jars
 */
record Jars(List<Path> all, List<Path> classPath, List<Path> javafx, Path folder) {

    /**
     * What a start looks into, in this order after the application's own: classes of a version so old that no start cache
     * holds them, and the style sheet. A look for a class opens all jars that stand before its own.
     */
    private static final List<String> FIRST = List.of("picocli-", "atlantafx-base-");

    /** In sqlite-jdbc's jar: the library, for each system. */
    private static final String SQLITE = "org/sqlite/native/";

    /** In the application's jar: the fonts, which JavaFX would copy out of it at each start. */
    private static final String FONTS = "dev/backstep/ui/fonts/";

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    /** Of all jars: the start cache remembers it, and an installer may round what is finer than two seconds. */
    static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    static Jars prepare(Build build) throws IOException {
        Path folder = Files.createDirectories(build.work().resolve("jars"));
        List<Path> all = new ArrayList<>(List.of(build.jar()));
        List<Path> classPath = new ArrayList<>(List.of(copy(build.jar(), folder.resolve("backstep.jar"))));
        fonts(build.jar(), Files.createDirectories(folder.resolve("fonts")));
        List<Path> javafx = new ArrayList<>();
        List<Path> libraries = build.libraries().stream()
                .sorted(Comparator.comparingInt(Jars::rank))
                .toList();
        for (Path jar : libraries) {
            String name = jar.getFileName().toString();
            if (!name.startsWith("javafx-")) {
                all.add(jar);
                classPath.add(copy(jar, folder.resolve(name)));
            } else if (hasModule(jar)) {
                // The others are empty: Maven needs them to find those of the system.
                all.add(jar);
                javafx.add(jar);
            }
        }
        return new Jars(all, classPath, javafx, folder);
    }

    /**
     * Copies a jar, without its signature and its seals. The JVM would verify a signed jar class by class and leave all of
     * its classes out of the start cache; what is installed is covered by the package's own signature. A sealed package
     * keeps the place that the jar had while packaging, and a JVM that finds it in the cache elsewhere does not start.
     */
    private static Path copy(Path jar, Path target) throws IOException {
        try (JarFile zip = new JarFile(jar.toFile(), false)) {
            Manifest manifest = zip.getManifest();
            boolean sqlite = jar.getFileName().toString().startsWith("sqlite-jdbc-");
            if (sqlite) {
                besides(zip, target.getParent());
            }
            boolean sealed = manifest != null && manifest.getMainAttributes().containsKey(Attributes.Name.SEALED);
            if (sealed || sqlite || zip.stream().anyMatch(entry -> isSignature(entry.getName()))) {
                write(zip, target, entry -> !isSignature(entry) && !entry.startsWith(SQLITE));
            } else {
                Files.copy(jar, target);
            }
        }
        Files.setLastModifiedTime(target, TIME);
        return target;
    }

    /** Writes the entries of a jar that {@code keep} wants, its manifest without seals and digests. */
    static void write(ZipFile zip, Path target, Predicate<String> keep) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                ZipOutputStream jar = new ZipOutputStream(file)) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && keep.test(entry.getName())) {
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setLastModifiedTime(TIME);
                    jar.putNextEntry(copy);
                    byte[] content = zip.getInputStream(entry).readAllBytes();
                    jar.write(entry.getName().equals("META-INF/MANIFEST.MF") ? plain(content) : content);
                    jar.closeEntry();
                }
            }
        }
    }

    private static int rank(Path jar) {
        for (int rank = 0; rank < FIRST.size(); rank++) {
            if (jar.getFileName().toString().startsWith(FIRST.get(rank))) {
                return rank;
            }
        }
        return FIRST.size();
    }

    private static boolean hasModule(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry("module-info.class") != null;
        }
    }

    /**
     * Puts SQLite's library beside the jars, where {@code org.sqlite.lib.path} points: left in its jar it would be copied to
     * the system's temporary folder by each process, from which some systems run nothing.
     */
    private static void besides(ZipFile zip, Path folder) throws IOException {
        String name = System.mapLibraryName("sqlitejdbc");
        String system = name.endsWith(".dll") ? "Windows" : name.endsWith(".dylib") ? "Mac" : "Linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        ZipEntry library = zip.getEntry(SQLITE + system + "/" + processor + "/" + name);
        try (InputStream content = zip.getInputStream(library)) {
            Files.copy(content, folder.resolve(name));
        }
    }

    /** Puts copies of the fonts beside the jars, where {@code backstep.fonts} points. */
    private static void fonts(Path jar, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(FONTS) && entry.getName().endsWith(".ttf")) {
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(content, folder.resolve(entry.getName().substring(FONTS.length())));
                    }
                }
            }
        }
    }

    private static boolean isSignature(String entry) {
        return SIGNATURE.matcher(entry).matches();
    }

    private static byte[] plain(byte[] content) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(content));
        manifest.getEntries().clear();
        manifest.getMainAttributes().remove(Attributes.Name.SEALED);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        manifest.write(written);
        return written.toByteArray();
    }
}
