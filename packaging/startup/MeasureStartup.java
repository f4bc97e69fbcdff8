import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures the time from the start of a process to its window, of Backstep and of a bare window on the same JDK with the
 * same options and a start cache of its own, in turns. Run by {@code packaging/measure-startup}; arguments: the project's
 * folder, and how many rounds count.
 */
final class MeasureStartup {

    private static final double BUDGET = 1.25;

    private final Path home;
    private final Path packaged;
    private final Path work;
    private final Map<String, ProcessBuilder> programs = new LinkedHashMap<>();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    private MeasureStartup(Path home) throws IOException {
        this.home = home;
        packaged = home.resolve("target/package");
        work = Files.createDirectories(home.resolve("target/startup"));
    }

    public static void main(String[] arguments) throws Exception {
        MeasureStartup measure = new MeasureStartup(Path.of(arguments[0]).toRealPath());
        int rounds = Integer.parseInt(arguments[1]);
        Process server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = server.inputReader()) {
            measure.prepare(":" + said.readLine().strip());
            measure.run(rounds);
        } finally {
            server.destroy();
        }
        measure.print(rounds);
    }

    private void prepare(String display) throws Exception {
        List<String> maven = Files.readAllLines(home.resolve("target/launch.args"));
        String modules = maven.get(maven.indexOf("--module-path") + 1).replace("\"", "");
        String java = Files.readAllLines(home.resolve("target/launch.jdk")).getFirst();
        Path bare = compile(java, modules);
        List<String> same = new ArrayList<>(List.of(java));
        maven.stream().filter(line -> line.startsWith("-XX:")).forEach(same::add);
        programs.put(
                "bare window, Maven's JDK",
                program(
                        same,
                        List.of("--module-path", modules, "--add-modules", "javafx.controls"),
                        List.of("--enable-native-access=javafx.graphics", "-cp", bare.toString(), "BareWindow")));
        programs.put(
                "Backstep from Maven",
                program(
                        java,
                        "-Dbackstep.sayShown=true",
                        "-Dbackstep.home=" + work.resolve("home"),
                        "@" + home.resolve("target/launch.args")));
        List<String> cached =
                new ArrayList<>(List.of(packaged.resolve("runtime/bin/java").toString()));
        for (String line : Files.readAllLines(packaged.resolve("backstep.cfg"))) {
            if (line.startsWith("java-options=") && !line.contains("SharedArchiveFile")) {
                cached.add(line.substring("java-options=".length()));
            }
        }
        Path cache = work.resolve("bare.aot");
        List<String> rest = List.of("-cp", bare.toString(), "BareWindow");
        ProcessBuilder training =
                program(cached, List.of("-XX:-AOTRecordTraining", "-XX:AOTCacheOutput=" + cache), rest);
        training.environment().put("DISPLAY", display);
        shown(training);
        programs.put("bare window, start cache", program(cached, List.of("-XX:AOTCache=" + cache), rest));
        ProcessBuilder installed =
                program(packaged.resolve("image/backstep/bin/backstep").toString());
        installed
                .environment()
                .put("JAVA_TOOL_OPTIONS", "-Dbackstep.sayShown=true -Dbackstep.home=" + work.resolve("home"));
        programs.put("Backstep installed", installed);
        programs.values().forEach(program -> program.environment().put("DISPLAY", display));
    }

    private Path compile(String java, String modules) throws Exception {
        Path classes = work.resolve("classes");
        Path jar = work.resolve("bare.jar");
        String bin = Path.of(java).getParent().toString() + File.separator;
        run(program(
                bin + "javac",
                "--module-path",
                modules,
                "--add-modules",
                "javafx.controls",
                "-d",
                classes.toString(),
                home.resolve("packaging/startup/BareWindow.java").toString()));
        run(program(bin + "jar", "--create", "--file", jar.toString(), "-C", classes.toString(), "."));
        return jar;
    }

    private static ProcessBuilder program(String... command) {
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    @SafeVarargs
    private static ProcessBuilder program(List<String>... parts) {
        return program(Arrays.stream(parts).flatMap(List::stream).toArray(String[]::new));
    }

    private static void run(ProcessBuilder program) throws Exception {
        if (program.inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", program.command()));
        }
    }

    private void run(int rounds) throws Exception {
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, ProcessBuilder> program : programs.entrySet()) {
                double seconds = shown(program.getValue());
                if (round > 0) {
                    figures.computeIfAbsent(program.getKey(), name -> new ArrayList<>())
                            .add(seconds);
                }
            }
        }
    }

    /** Starts a program and gives the seconds until its window was there; then ends it. */
    private static double shown(ProcessBuilder program) throws Exception {
        long start = System.nanoTime();
        Process process = program.start();
        try (BufferedReader said = process.inputReader()) {
            for (String line = said.readLine(); !"shown".equals(line); line = said.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("no window: " + String.join(" ", program.command()));
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            // The bare window ends with its input, and then writes its cache; Backstep stays until it is told to go.
            process.getOutputStream().close();
            if (!process.waitFor(program.command().contains("BareWindow") ? 120 : 0, TimeUnit.SECONDS)) {
                process.destroy();
                process.waitFor();
            }
            return seconds;
        }
    }

    private void print(int rounds) throws IOException {
        System.out.printf(
                "From the start of the process to the window, medians of %d, in turns; load %s%n", rounds, load());
        Map<String, Double> medians = new TreeMap<>();
        figures.forEach((name, seconds) -> {
            seconds.sort(null);
            medians.put(name, seconds.get(seconds.size() / 2));
            System.out.printf(
                    Locale.ROOT,
                    "  %-28s %.2f s   (%.2f to %.2f)%n",
                    name,
                    medians.get(name),
                    seconds.getFirst(),
                    seconds.getLast());
        });
        ratio(medians, "Backstep from Maven", "bare window, Maven's JDK");
        ratio(medians, "Backstep installed", "bare window, start cache");
    }

    private static void ratio(Map<String, Double> medians, String ours, String theirs) {
        double ratio = medians.get(ours) / medians.get(theirs);
        System.out.printf(
                Locale.ROOT,
                "%s is %.2f times the %s; budget %.2f: %s%n",
                ours,
                ratio,
                theirs,
                BUDGET,
                ratio <= BUDGET ? "kept" : "MISSED");
    }

    private static String load() throws IOException {
        Path load = Path.of("/proc/loadavg");
        return Files.exists(load) ? Files.readString(load).split(" ", -1)[0] : "unknown";
    }
}
