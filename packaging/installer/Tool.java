import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/** Runs the JDK's tools and other programs; one that fails ends the packaging with what it printed. */
final class Tool {

    private Tool() {}

    /** Runs a tool of the JDK in this process and gives what it printed. */
    static String jdk(String name, List<String> arguments) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int code = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("this JDK has no " + name))
                .run(writer, writer, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(name + " " + String.join(" ", arguments) + "\n" + output);
        }
        return output.toString();
    }

    /** Runs a program in {@code folder} and gives what it printed. */
    static String run(Path folder, List<String> command) throws IOException {
        return run(new ProcessBuilder(command).directory(folder.toFile()));
    }

    /** Runs a program and gives what it printed. */
    static String run(ProcessBuilder program) throws IOException {
        Process process = program.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", program.command()) + "\n" + output);
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw new IllegalStateException(e);
        }
        return output;
    }

    static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }
}
