package dev.backstep.rollback.program;

import dev.backstep.database.Database;
import dev.backstep.database.relay.Gate;
import dev.backstep.database.relay.Recording;
import dev.backstep.database.relay.Relay;
import dev.backstep.model.BackstepException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a command against one database, through a relay that lets it into no other. */
final class ToolRun {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ProgramPlan plan;
    private final Database database;
    private final Gate gate;
    private final ToolOutput output;
    private final Map<String, String> places = new HashMap<>();
    private @Nullable ToolProcess process;
    private boolean cancelled;

    /**
     * @param database the one it is to work on
     * @param hears each line of its output
     */
    ToolRun(ProgramPlan plan, Database database, Gate gate, Consumer<String> hears) {
        this.plan = plan;
        this.database = database;
        this.gate = gate;
        Map<String, String> lent = new HashMap<>();
        database.lendTo(lent);
        places.put("user", database.settings().user());
        places.put("password", lent.getOrDefault("PGPASSWORD", ""));
        places.put("database", database.settings().database());
        this.output = new ToolOutput(secrets(), hears);
    }

    /** Until the program has ended, or {@link #cancel} was called, and nothing of it is left. */
    ToolEnd run() throws BackstepException {
        long start = System.nanoTime();
        Recording recording;
        Exit exit;
        try (Relay relay = Relay.open(database.settings(), gate)) {
            recording = relay.recording();
            exit = runBehind(relay);
        } finally {
            places.remove("password");
        }
        awaitGone(recording.backends());
        return new ToolEnd(
                exit.code(),
                exit.ended(),
                exit.left(),
                Duration.ofNanos(System.nanoTime() - start),
                masked(recording),
                output.lines(),
                output.omitted());
    }

    /** How its process ended. */
    private record Exit(int code, boolean ended, int left) {}

    private Exit runBehind(Relay relay) throws BackstepException {
        places.put("host", relay.host());
        places.put("port", Integer.toString(relay.port()));
        Map<String, String> variables = new HashMap<>();
        plan.command().variables().forEach(each -> variables.put(each.name(), each.value(places)));
        try (ToolProcess started = start(variables)) {
            int code = started.await();
            boolean ended = started.wasEnded();
            return new Exit(code, ended, ended ? 0 : started.endRest());
        }
    }

    private ToolEnd.Traffic masked(Recording recording) {
        return ToolEnd.Traffic.of(recording, secrets());
    }

    private Secrets secrets() {
        Map<String, String> lent = new HashMap<>();
        database.lendTo(lent);
        return new Secrets(lent.getOrDefault("PGPASSWORD", ""));
    }

    private synchronized ToolProcess start(Map<String, String> variables) throws BackstepException {
        ToolProcess started = ToolProcess.start(plan.command(), plan.program(), variables, output);
        process = started;
        if (cancelled) {
            started.end();
        }
        return started;
    }

    /** Ends the program, if it runs, and keeps it from starting, if it does not. */
    void cancel() {
        ToolProcess running;
        synchronized (this) {
            cancelled = true;
            running = process;
        }
        if (running != null) {
            running.end();
        }
    }

    /** The program's sessions end a moment after their connections. */
    private void awaitGone(Set<Integer> backends) throws BackstepException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline
                    && database.read(database::sessions).stream().anyMatch(each -> backends.contains(each.pid()))) {
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
