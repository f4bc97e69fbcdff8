package dev.backstep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./backstep}, with a stand-in for Maven that makes a program which prints its arguments. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "backstep.cmd is the launcher there")
class LauncherScriptTest {

    private static final String ECHO = """
            public class Echo {
                public static void main(String[] arguments) {
                    for (String argument : arguments) {
                        System.out.println("[" + argument + "]");
                    }
                    System.exit(7);
                }
            }
            """;

    /** What LaunchFile would leave, a second later and with a line for each build. */
    private static final String MAVEN = """
            #!/bin/sh
            echo build >>"TOOLS/builds"
            [ ! -f "TOOLS/broken" ] || { cat "TOOLS/broken"; exit 1; }
            sleep 1
            printf '%s\\n' 'JAVA' "$(pwd -P)" >target/launch.jdk
            printf '%s\\n' -cp '"TOOLS"' Echo >target/launch.args
            """;

    @TempDir
    Path folder;

    private Path tools;
    private Path project;

    @BeforeEach
    void makeProject() throws Exception {
        tools = Files.createDirectories(folder.toRealPath().resolve("tools"));
        project = Files.createDirectories(folder.toRealPath().resolve("a project"));
        Files.copy(Path.of("backstep"), project.resolve("backstep"), StandardCopyOption.COPY_ATTRIBUTES);
        Instant before = Instant.now().minusSeconds(60);
        for (String source : List.of("pom.xml", "src/main/App.java", "packaging/LaunchFile.java")) {
            Path file = project.resolve(source);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
            Files.setLastModifiedTime(file, FileTime.from(before));
        }
        for (String directory : List.of("src/main", "packaging")) {
            Files.setLastModifiedTime(project.resolve(directory), FileTime.from(before));
        }
        Path source = Files.writeString(tools.resolve("Echo.java"), ECHO);
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", tools.toString(), source.toString()));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path maven = Files.writeString(
                tools.resolve("mvn"), MAVEN.replace("TOOLS", tools.toString()).replace("JAVA", java.toString()));
        assertTrue(maven.toFile().setExecutable(true));
    }

    private record Outcome(int code, List<String> output) {}

    @Test
    void itBuildsOnceThenPassesArgumentsAndExitCode() throws Exception {
        List<String> echoed = List.of("[inspect]", "[two words]", "[@file]", "[*]", "[]");
        assertEquals(
                new Outcome(7, prepend("Building Backstep; the first time this takes a minute or two …", echoed)),
                run(project.resolve("backstep"), "inspect", "two words", "@file", "*", ""));
        assertEquals(
                new Outcome(7, echoed), run(project.resolve("backstep"), "inspect", "two words", "@file", "*", ""));
        assertEquals(1, builds());
    }

    @Test
    void itIsFoundThroughLinks() throws Exception {
        Path direct = Files.createSymbolicLink(folder.resolve("direct"), project.resolve("backstep"));
        Files.createDirectories(folder.resolve("bin"));
        Path relative = Files.createSymbolicLink(folder.resolve("bin/b"), Path.of("../direct"));
        run(direct);
        assertEquals(new Outcome(7, List.of("[x]")), run(relative, "x"));
    }

    @Test
    void aNewerSourceIsBuilt() throws Exception {
        run(project.resolve("backstep"));
        Files.setLastModifiedTime(
                project.resolve("src/main/App.java"),
                FileTime.from(Instant.now().plusSeconds(1)));
        run(project.resolve("backstep"));
        assertEquals(2, builds());
    }

    @Test
    void aDeletedSourceIsBuilt() throws Exception {
        run(project.resolve("backstep"));
        Files.delete(project.resolve("src/main/App.java"));
        Files.setLastModifiedTime(
                project.resolve("src/main"), FileTime.from(Instant.now().plusSeconds(1)));
        run(project.resolve("backstep"));
        assertEquals(2, builds());
    }

    @Test
    void aFolderThatWasMovedIsBuiltAnew() throws Exception {
        run(project.resolve("backstep"));
        Path moved = Files.move(project, project.resolveSibling("moved"));
        assertEquals(7, run(moved.resolve("backstep")).code());
        assertEquals(2, builds());
    }

    @Test
    void aJdkThatWentAwayIsBuiltAnew() throws Exception {
        run(project.resolve("backstep"));
        Path jdk = project.resolve("target/launch.jdk");
        Files.write(jdk, List.of("/gone/bin/java", Files.readAllLines(jdk).get(1)));
        assertEquals(7, run(project.resolve("backstep")).code());
        assertEquals(2, builds());
    }

    @Test
    void startsAtTheSameTimeShareOneBuild() throws Exception {
        Process first = start(project.resolve("backstep"), "first");
        Process second = start(project.resolve("backstep"), "second");
        assertEquals(7, outcome(first).code());
        assertEquals(7, outcome(second).code());
        assertEquals(1, builds());
    }

    @Test
    void theLockOfAStartThatWasKilledIsNotWaitedFor() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(project.resolve("target"));
        Files.writeString(project.resolve("target/launch.lock"), gone.pid() + "\n");
        assertEquals(7, run(project.resolve("backstep")).code());
    }

    @Test
    void aFailedBuildShowsMavensOutputAndOneSentence() throws Exception {
        Files.writeString(tools.resolve("broken"), "[ERROR] App.java:[1,1] no\n");
        assertEquals(
                new Outcome(
                        1,
                        List.of(
                                "Building Backstep; the first time this takes a minute or two …",
                                "[ERROR] App.java:[1,1] no",
                                "Backstep could not be built; Maven's output above says why.")),
                run(project.resolve("backstep")));
        assertEquals(1, run(project.resolve("backstep")).code());
        assertEquals(2, builds());
    }

    @Test
    void aMissingJdkIsOneSentence() throws Exception {
        Files.writeString(
                tools.resolve("broken"),
                "[ERROR] Cannot find matching toolchain definitions for the following toolchain types:{version=[25,)}\n");
        assertEquals(
                new Outcome(
                        1,
                        List.of(
                                "Building Backstep; the first time this takes a minute or two …",
                                "Backstep needs a JDK 25 or newer and Maven found none: install one, or set JAVA_HOME"
                                        + " to it, then run this again.")),
                run(project.resolve("backstep")));
    }

    @Test
    void aMissingMavenIsOneSentence() throws Exception {
        Files.delete(tools.resolve("mvn"));
        assertEquals(
                new Outcome(
                        1,
                        List.of("Backstep is built with Maven, which was not found: install Maven 3.8 or newer, then"
                                + " run this again.")),
                run(project.resolve("backstep")));
    }

    private int builds() throws IOException {
        return Files.readAllLines(tools.resolve("builds")).size();
    }

    private static List<String> prepend(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private Outcome run(Path script, String... arguments) throws Exception {
        return outcome(start(script, arguments));
    }

    private Process start(Path script, String... arguments) throws IOException {
        ProcessBuilder process = new ProcessBuilder(prepend(script.toString(), List.of(arguments)));
        process.directory(folder.toFile()).redirectErrorStream(true);
        process.environment().put("PATH", tools + ":" + essentials());
        return process.start();
    }

    /** A folder with the programs the script calls, so that Maven is only where a test puts it. */
    private Path essentials() throws IOException {
        Path bin = Files.createDirectories(Path.of("target/launcher-test").toAbsolutePath());
        for (String name :
                List.of("sh", "dirname", "readlink", "find", "cat", "touch", "mkdir", "rm", "sleep", "grep", "true")) {
            Path system = Files.exists(Path.of("/bin", name)) ? Path.of("/bin", name) : Path.of("/usr/bin", name);
            Path link = bin.resolve(name);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, system);
            }
        }
        return bin;
    }

    private static Outcome outcome(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output.lines().toList());
    }
}
