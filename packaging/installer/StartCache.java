import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains the start cache: the image's own runtime walks through the demo once, with the options and the class path that
 * the launcher has, and the JVM keeps the classes it loaded and linked meanwhile. It does not keep which methods were
 * hot: a start would compile them all at once, and be the later for it.
 */
final class StartCache {

    private StartCache() {}

    static void train(Build build, AppImage image) throws IOException {
        Path home = build.work().resolve("training");
        List<String> command =
                new ArrayList<>(List.of(image.java().resolve("bin/java").toString()));
        String app = image.app().toString();
        image.configured("java-options").stream()
                .filter(option -> !option.startsWith("-XX:AOTCache"))
                .map(option -> option.replace("$APPDIR", app))
                .forEach(command::add);
        command.addAll(List.of(
                "-XX:-AOTRecordTraining",
                "-XX:AOTCacheOutput=" + image.cache(),
                "-Dbackstep.home=" + home,
                "-cp",
                String.join(File.pathSeparator, image.configured("app.classpath"))
                        .replace("$APPDIR", app),
                image.configured("app.mainclass").getFirst(),
                "demo",
                "--tour"));
        ProcessBuilder program =
                new ProcessBuilder(command).directory(build.work().toFile());
        if (build.system() == Build.System.LINUX) {
            onDisplayOfItsOwn(program);
        } else {
            Tool.run(program);
        }
        if (!Files.exists(image.cache())) {
            throw new IllegalStateException("the JVM left no start cache");
        }
        Build.delete(home);
    }

    /** A window that walks by itself is not for the display of the person who packages. */
    private static void onDisplayOfItsOwn(ProcessBuilder program) throws IOException {
        Process server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = server.inputReader()) {
            program.environment().put("DISPLAY", ":" + said.readLine().strip());
            Tool.run(program);
        } finally {
            server.destroy();
        }
    }
}
