package dev.backstep.rollback.saved;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A full {@code pg_dump} of the database; the password goes through the environment and is on no command line. */
public final class Dump {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final long POLL_MILLIS = 200;
    private static final long PATIENCE_SECONDS = 10;

    private final Database database;

    public Dump(Database database) {
        this.database = database;
    }

    /**
     * The program, if it is there.
     *
     * @param file where it is
     * @param major its major version
     */
    public record Program(Path file, int major) {}

    /** The {@code pg_dump} that the search path of programs finds first. */
    public static Optional<Program> find() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> List.of("pg_dump", "pg_dump.exe").stream().map(Path.of(folder)::resolve))
                .filter(Files::isExecutable)
                .findFirst()
                .flatMap(Dump::program);
    }

    /** Why no dump can be made; empty when one can. */
    public static Optional<Unsaved> problem(int serverMajor) {
        Program program = find().orElse(null);
        if (program == null) {
            return Optional.of(Unsaved.of("saved.dump.missing"));
        }
        return program.major() < serverMajor
                ? Optional.of(
                        Unsaved.of("saved.dump.old", Integer.toString(program.major()), Integer.toString(serverMajor)))
                : Optional.empty();
    }

    /**
     * Writes the dump.
     *
     * @throws BackstepException when it could not be written; nothing of it is left then
     * @throws CancellationException when {@code cancelled} says so
     */
    Path write(Path file, BooleanSupplier cancelled) throws BackstepException {
        Program program = find().orElseThrow(() -> new BackstepException("saved.dump.missing", null));
        Path partial = file.resolveSibling(file.getFileName() + Archive.PARTIAL);
        Path log = null;
        try {
            PrivateFile.createFolderOf(file);
            PrivateFile.create(partial).close();
            log = Files.createTempFile("backstep", ".log");
            run(program, partial, log, cancelled);
            Files.move(partial, file);
            return file;
        } catch (IOException e) {
            throw new BackstepException("saved.dump.failed", e, String.valueOf(e.getMessage()));
        } finally {
            remove(partial);
            remove(log);
        }
    }

    private void run(Program program, Path partial, Path log, BooleanSupplier cancelled)
            throws IOException, BackstepException {
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(program.file().toString(), "--format=custom", "--no-password", "--file=" + partial))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        database.lendTo(builder.environment());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            end(process);
        }
        if (process.exitValue() != 0) {
            throw new BackstepException("saved.dump.failed", null, lastLine(log));
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What pg_dump said last; it speaks of things and never of rows. */
    private static String lastLine(Path log) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(log, Charset.defaultCharset()));
        return lines.isEmpty() ? "" : lines.getLast();
    }

    private static Optional<Program> program(Path file) {
        try {
            Process process = new ProcessBuilder(file.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            Matcher matcher = VERSION.matcher(said);
            return matcher.find()
                    ? Optional.of(new Program(file, Integer.parseInt(matcher.group(1))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void remove(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(Dump.class).warn("A temporary file could not be removed", e);
        }
    }
}
