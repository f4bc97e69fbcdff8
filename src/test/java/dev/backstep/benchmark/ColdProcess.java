package dev.backstep.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs a program of this class path in a Java process of its own, started as the application is, from start to end. */
final class ColdProcess {

    private ColdProcess() {}

    /** Runs it and gives what it printed; as the packaged application when {@code backstep.packaged} names its folder. */
    static String run(Class<?> program, String... arguments) throws Exception {
        String packaged = System.getProperty("backstep.packaged", "");
        List<String> command = new ArrayList<>(packaged.isEmpty() ? asFromMaven() : asPackaged(Path.of(packaged)));
        command.add("-Djava.util.logging.config.file=src/test/resources/logging.properties");
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return output(command);
    }

    private static List<String> asFromMaven() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                path(true),
                "--add-modules",
                "javafx.controls",
                "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                "-cp",
                path(false));
    }

    /** With the runtime, the options and the start cache of {@code target/package}, the programs of the tests at the end. */
    private static List<String> asPackaged(Path folder) throws IOException {
        String app = folder.resolve("image/backstep/lib/app").toString();
        List<String> configured = Files.readAllLines(folder.resolve("backstep.cfg")).stream()
                .map(line -> line.replace("$APPDIR", app))
                .toList();
        List<String> command = new ArrayList<>(List.of(
                folder.resolve("image/backstep/lib/runtime/bin/backstep").toString()));
        command.addAll(values(configured, "java-options="));
        List<String> classPath = new ArrayList<>(values(configured, "app.classpath="));
        classPath.add(path(false));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
        return command;
    }

    private static List<String> values(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    private static String path(boolean javafx) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(jar -> Path.of(jar).getFileName().toString().startsWith("javafx-") == javafx)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs any command and gives what it printed. */
    static String output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + output);
        }
        return output.strip();
    }
}
