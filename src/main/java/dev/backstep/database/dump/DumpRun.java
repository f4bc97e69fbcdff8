package dev.backstep.database.dump;

import dev.backstep.database.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs {@code pg_dump}. The password is in the environment of that process only; on no command line, and in no file. When
 * Backstep is killed, the process ends by itself as soon as it writes.
 */
public final class DumpRun {

    /** In characters; a schema of a hundred thousand tables has about half. */
    private static final int MOST = 200_000_000;

    private static final long POLL_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 10;

    private final PgDump program;
    private final Database database;

    public DumpRun(PgDump program, Database database) {
        this.program = program;
        this.database = database;
    }

    /**
     * How it ended.
     *
     * @param done whether it wrote everything
     * @param output what it wrote to its output
     * @param lastWords what it said last besides; it speaks of things, and never of rows
     */
    public record Ended(boolean done, String output, String lastWords) {}

    /**
     * Runs it to its end.
     *
     * @throws IOException when it cannot be started, or writes more than fits
     * @throws CancellationException when {@code cancelled} says so, or the thread is interrupted
     */
    public Ended run(List<String> options, BooleanSupplier cancelled) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.file().toString(), "--no-password"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        // A person's own settings could lead to another server, such as PGHOSTADDR.
        builder.environment().keySet().removeIf(DumpRun::leadsElsewhere);
        database.lendTo(builder.environment());
        Process process = builder.start();
        FutureTask<String> output = reading(process.getInputStream());
        FutureTask<String> words = reading(process.getErrorStream());
        try {
            process.getOutputStream().close();
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
            }
            String said = words.get().strip();
            return new Ended(process.exitValue() == 0, output.get(), said.substring(said.lastIndexOf('\n') + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            end(process);
        }
    }

    private static boolean leadsElsewhere(String variable) {
        return variable.startsWith("PG") && !variable.startsWith("PGSSL") && !variable.equals("PGPASSFILE");
    }

    private static FutureTask<String> reading(InputStream stream) {
        FutureTask<String> task = new FutureTask<>(() -> {
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                return read(reader);
            }
        });
        Thread.ofVirtual().name("pg_dump").start(task);
        return task;
    }

    private static String read(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[1 << 16];
        for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
            text.append(buffer, 0, count);
            if (text.length() > MOST) {
                throw new IOException("more than " + MOST + " characters");
            }
        }
        return text.toString();
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
