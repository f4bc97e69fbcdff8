package dev.backstep.rollback.run;

import dev.backstep.database.Database;
import dev.backstep.fixture.Await;
import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.Proxy;
import dev.backstep.journal.Journal;
import dev.backstep.journal.UnfinishedRun;
import dev.backstep.rollback.run.CrashSite.Stop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A run that is hit by something at a moment nobody chose, and what is found afterwards. */
public final class Crash {

    /** What hits it. */
    public enum Cause {
        KILLED,
        BACKEND_TERMINATED,
        CONNECTION_CUT,
        ANSWER_LOST
    }

    /** What is found. */
    public enum Found {
        BEFORE,
        AFTER,
        BETWEEN_STEPS,
        AT_A_RECORDED_POSITION
    }

    private final CrashSite site;
    private final List<Stop> stops;
    private final Path folder;

    /** @param folder where the runs leave their journal and whatever else they write */
    Crash(CrashSite site, Path folder) {
        this.site = site;
        this.stops = site.stops();
        this.folder = folder;
    }

    /**
     * Lets it happen, {@code delay} after the run began.
     *
     * @throws AssertionError when the database is in no state that may be found, or Backstep says something else than is true
     */
    Found happen(Cause cause, Duration delay) throws Exception {
        Postgres postgres = site.database();
        try (Proxy proxy = new Proxy(Postgres.port())) {
            String said = run(postgres, cause, proxy, delay);
            Await.until(
                    "Backstep's sessions are gone",
                    () -> "0"
                            .equals(postgres.value("SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND application_name = 'Backstep'")));
            return judge(postgres, said);
        } finally {
            postgres.drop();
        }
    }

    /** How long a run takes that nothing happens to, from its beginning to its end. */
    Duration undisturbed() throws Exception {
        Postgres postgres = site.database();
        try {
            Process process = start(postgres, Postgres.port());
            try (BufferedReader out = output(process)) {
                begins(out);
                long start = System.nanoTime();
                String said = String.valueOf(out.readLine());
                long time = System.nanoTime() - start;
                if (!said.startsWith("RolledBack") || judge(postgres, said) != Found.AFTER) {
                    throw new AssertionError(said);
                }
                return Duration.ofNanos(time);
            }
        } finally {
            postgres.drop();
        }
    }

    private String run(Postgres postgres, Cause cause, Proxy proxy, Duration delay) throws Exception {
        Process process = start(postgres, proxy.port());
        try (BufferedReader out = output(process)) {
            begins(out);
            LockSupport.parkNanos(delay.toNanos());
            switch (cause) {
                case KILLED -> process.toHandle().destroyForcibly();
                case BACKEND_TERMINATED ->
                    postgres.value("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND application_name = 'Backstep'");
                case CONNECTION_CUT -> proxy.cut();
                case ANSWER_LOST -> proxy.loseTheNextAnswer();
            }
            String said = out.readLine();
            process.waitFor();
            return said == null ? "" : said;
        } finally {
            process.destroyForcibly();
        }
    }

    private Found judge(Postgres postgres, String said) throws Exception {
        String row = postgres.value("SELECT string_agg(version || ' ' || dirty, ',') FROM schema_migrations");
        String state = CrashSite.state(postgres);
        Stop stop = stops.stream()
                .filter(each -> Objects.equals(each.row(), row) && each.state().equals(state))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("half a state, history " + row + ", Backstep said " + said + "\n" + state));
        Found found = found(stop);
        List<UnfinishedRun> runs = said.isEmpty() ? unfinished(postgres) : List.of();
        if (said.isEmpty() ? !lead(runs, stop, found) : !agrees(said, stop, found)) {
            throw new AssertionError("Backstep said '" + said + "' of " + found + " " + stop.done() + "/"
                    + stop.statements() + ", its journal " + runs);
        }
        site.inspect(folder, postgres, found, !said.isEmpty());
        return found;
    }

    private Found found(Stop stop) {
        if (stop.statements() > 0) {
            return Found.AT_A_RECORDED_POSITION;
        }
        if (stop.done() == 0) {
            return Found.BEFORE;
        }
        return stop.done() == site.length() ? Found.AFTER : Found.BETWEEN_STEPS;
    }

    /** What the run said of itself at its end must be true. */
    private static boolean agrees(String said, Stop stop, Found found) {
        if (said.startsWith("RolledBack")) {
            return found == Found.AFTER;
        }
        if (said.startsWith("Stopped")) {
            boolean mayBeOneMore = !said.contains("trace=NONE]");
            return said.contains("done=" + stop.done() + ",")
                    && (said.contains("position=" + stop.statements() + ",")
                            || (mayBeOneMore && said.contains("position=" + (stop.statements() - 1) + ",")));
        }
        return said.startsWith("Unknown");
    }

    private List<UnfinishedRun> unfinished(Postgres postgres) throws Exception {
        try (Database database = Database.open(postgres.settings(), null)) {
            return new Journal(folder).unfinished(database.read(database::identity));
        }
    }

    /** A run that could not speak any more left a record that leads to where the database is. */
    private boolean lead(List<UnfinishedRun> runs, Stop stop, Found found) {
        Predicate<UnfinishedRun> leadsHere = run -> switch (found) {
            case BEFORE -> run.start().oneTransaction() || run.stepsFinished() == 0;
            case AFTER -> run.committing() || run.stepsFinished() == site.length();
            case BETWEEN_STEPS -> run.stepsFinished() == stop.done() || run.committing();
            case AT_A_RECORDED_POSITION ->
                run.step() == stop.done()
                        && (run.statementsFinished() == stop.statements()
                                || (run.statementUnderWay() && run.statementsFinished() == stop.statements() - 1));
        };
        // Killed before the first line or after the last one: there is nothing to lead anywhere.
        return runs.isEmpty()
                ? found == Found.BEFORE || found == Found.AFTER
                : runs.stream().allMatch(leadsHere);
    }

    private Process start(Postgres postgres, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        site.program().getName(),
                        Integer.toString(port),
                        postgres.name(),
                        folder.toString(),
                        site.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void begins(BufferedReader out) throws IOException {
        @Nullable String line = out.readLine();
        if (!"begins".equals(line)) {
            throw new AssertionError("the run did not begin: " + line);
        }
    }
}
