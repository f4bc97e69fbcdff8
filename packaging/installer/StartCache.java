import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Trains the start cache, in two layers, with the image's own runtime and the options and the class path that the launcher
 * has (docs/adr/0018). The lower one, which the JVM loads and links as a whole before {@code main}, holds what a start needs
 * until the window is drawn; the upper one holds what a walk through the demo needs besides, each class of it loaded when it
 * is asked for.
 *
 * <p>The lower layer lies where a runtime's archive lies by default, so that the upper one finds it wherever both are put.
 */
record StartCache(Build build, AppImage image) {

    void train() throws IOException {
        Path home = build.work().resolve("training");
        Path classes = build.work().resolve("start.classes");
        String own = "-Dbackstep.home=" + home;
        onDisplay(command(List.of("-XX:DumpLoadedClassList=" + classes, "-Dbackstep.closeShown=true", own), List.of()));
        Tool.run(new ProcessBuilder(command(
                List.of("-Xshare:dump", "-XX:+AOTClassLinking", "-XX:SharedClassListFile=" + classes), List.of())));
        onDisplay(command(List.of("-XX:ArchiveClassesAtExit=" + image.cache(), own), List.of("demo", "--tour")));
        if (!Files.exists(image.cache())) {
            throw new IllegalStateException("the JVM left no start cache");
        }
        Build.delete(home);
    }

    private List<String> command(List<String> options, List<String> arguments) throws IOException {
        String app = image.app().toString();
        List<String> command =
                new ArrayList<>(List.of(image.java().resolve("bin/java").toString()));
        image.configured("java-options").stream()
                .filter(option -> !option.startsWith("-XX:SharedArchiveFile"))
                .map(option -> option.replace("$APPDIR", app))
                .forEach(command::add);
        command.addAll(options);
        String classPath = String.join(File.pathSeparator, image.configured("app.classpath"));
        return Stream.of(
                        command,
                        List.of("-cp", classPath.replace("$APPDIR", app)),
                        image.configured("app.mainclass"),
                        arguments)
                .flatMap(List::stream)
                .toList();
    }

    /** A window that walks by itself is not for the display of the person who packages. */
    private void onDisplay(List<String> command) throws IOException {
        ProcessBuilder program =
                new ProcessBuilder(command).directory(build.work().toFile());
        if (build.system() != Build.System.LINUX) {
            Tool.run(program);
            return;
        }
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
