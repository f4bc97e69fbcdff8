import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the package of the system it runs on, in {@code target/package}: the application's jars, a runtime of its own, the
 * licences of everything inside, the start cache, and of these the application image and the installers.
 *
 * <p>Run by {@code mvn -Ppackage verify}; see packaging/README.md. Arguments: the project's folder, its version, the
 * application's jar in {@code target}, Maven's runtime class path.
 */
final class MakePackage {

    private MakePackage() {}

    public static void main(String[] arguments) throws IOException {
        Build build = Build.of(arguments);
        build.clear();
        say("jars");
        Jars jars = Jars.prepare(build);
        say("runtime");
        Path runtime = RuntimeImage.link(build, jars);
        say("licences");
        Path licences = new Licences(build.packaging().resolve("licenses"))
                .write(jars.all(), build.work().resolve("licenses"));
        say("application image");
        AppImage image = AppImage.make(build, jars, runtime, licences);
        say("start cache, by a start and a walk through the demo");
        new StartCache(build, image).train();
        if (build.system() == Build.System.LINUX) {
            new LinuxLauncher(build, image).replace();
        }
        image.withoutPrograms();
        say("packages");
        List<Path> packages = switch (build.system()) {
            case LINUX -> new LinuxPackages(build, image).make();
            case MACOS -> new DiskImage(build, image).make();
            case WINDOWS -> new WindowsInstaller(build, image).make();
        };
        for (Path made : packages) {
            System.out.printf("%s  %.1f MB%n", made, Files.size(made) / 1e6);
        }
    }

    private static void say(String step) {
        System.out.println("[package] " + step);
    }
}
