package dev.backstep.rollback.program;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tool's program under way, with every process that it starts. Nothing is written to it, so that a question it asks is
 * answered with an end of file.
 */
final class ToolProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ToolProcess.class);
    private static final long POLL_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What could lead a program to another database than the one it is told. */
    private static final Pattern POINTS_ELSEWHERE = Pattern.compile("PG[A-Z]+|DATABASE_URL");

    private static final Pattern URL = Pattern.compile("(?i)(jdbc:)?postgres(ql)?(\\+[a-z0-9]+)?://.*");

    private final Process process;
    private final Set<ProcessHandle> family = ConcurrentHashMap.newKeySet();
    private final ToolOutput output;
    private final Thread reader;
    private volatile boolean ended;

    private ToolProcess(Process process, ToolOutput output) {
        this.process = process;
        this.output = output;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /**
     * Starts it.
     *
     * @param program the file
     * @param variables what it is told, by name
     */
    static ToolProcess start(ToolCommand command, Path program, Map<String, String> variables, ToolOutput output)
            throws BackstepException {
        List<String> words = new ArrayList<>(command.words());
        words.set(0, program.toString());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.directory(command.folder().toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.entrySet().removeIf(entry -> pointsElsewhere(entry.getKey(), entry.getValue()));
        environment.putAll(variables);
        try {
            Process started = builder.start();
            started.getOutputStream().close();
            return new ToolProcess(started, output);
        } catch (IOException e) {
            throw new BackstepException("program.file.cannotStart", e, program, String.valueOf(e.getMessage()));
        }
    }

    static boolean pointsElsewhere(String name, String value) {
        return POINTS_ELSEWHERE.matcher(name).matches()
                || URL.matcher(value.strip()).matches();
    }

    /** Waits until it ends, or is told to; gives its exit code. */
    int await() {
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                // A child whose parent has ended is nobody's descendant any more, so they are noted while they are.
                process.descendants().forEach(family::add);
            }
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
        }
        return process.onExit().join().exitValue();
    }

    /** Ends it with every process that it has started: asks first, and then does not ask. On Windows it never asks. */
    void end() {
        ended = true;
        process.descendants().forEach(family::add);
        List<ProcessHandle> all = new ArrayList<>(family);
        all.addFirst(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            pause();
        }
        process.descendants().forEach(all::add);
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Whether it was told to end. */
    boolean wasEnded() {
        return ended;
    }

    /** Ends what it has left behind, and says how many that were. */
    int endRest() {
        List<ProcessHandle> left =
                family.stream().filter(ProcessHandle::isAlive).toList();
        if (!left.isEmpty()) {
            end();
        }
        return left.size();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            end();
        }
        endRest();
        try {
            reader.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.close();
    }

    private void read() {
        char[] buffer = new char[1 << 13];
        try (Reader said = new InputStreamReader(process.getInputStream(), Charset.defaultCharset())) {
            for (int read = said.read(buffer); read >= 0; read = said.read(buffer)) {
                output.add(buffer, read);
            }
        } catch (IOException e) {
            LOG.debug("The output of a program ended", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
