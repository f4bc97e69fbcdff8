package dev.backstep.benchmark;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs a program of this class path in a Java process of its own, started as the application is, from start to end. */
final class ColdProcess {

    private ColdProcess() {}

    /** Runs it and gives what it printed. */
    static String run(Class<?> program, String... arguments) throws Exception {
        Map<Boolean, String> path = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .collect(Collectors.partitioningBy(
                        jar -> Path.of(jar).getFileName().toString().startsWith("javafx-"),
                        Collectors.joining(File.pathSeparator)));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                path.getOrDefault(true, ""),
                "--add-modules",
                "javafx.controls",
                "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                "-cp",
                path.getOrDefault(false, ""),
                program.getName()));
        command.addAll(List.of(arguments));
        return output(command);
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
