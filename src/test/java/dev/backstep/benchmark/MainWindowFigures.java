package dev.backstep.benchmark;

import dev.backstep.app.WindowProcess;
import dev.backstep.fixture.Postgres;
import java.nio.file.Path;

/** How soon the window is there and how much memory it takes, against a window with nothing but an empty table. */
final class MainWindowFigures {

    private static final double MORE_MEGABYTES = 120;

    /** Two windows that settle take a quarter of a minute, and their figures hardly differ. */
    private static final int MEMORY_ROUNDS = 3;

    private MainWindowFigures() {}

    /** From the start of the process to the window, nothing open. */
    static Comparison start(Path folder) throws Exception {
        String home = folder.resolve("home").toString();
        return Comparison.ofTimes(
                "Window shown, cold start",
                "a bare TableView window",
                1.25,
                () -> ColdProcess.run(WindowProcess.class, "bare", "shown"),
                () -> ColdProcess.run(WindowProcess.class, "backstep", "shown", home));
    }

    /** Resident memory with 10,000 migrations open; the budget is a difference, said here as a ratio. */
    static Comparison memory(Path folder) throws Exception {
        String home = folder.resolve("home").toString();
        String root =
                FirstTimeline.repository(folder.resolve("timeline")).root().toString();
        Postgres database = FirstTimeline.database();
        String port = Integer.toString(Postgres.port());
        Comparison measured = Comparison.of(
                "Memory with 10,000 migrations open",
                "a bare TableView window",
                "MB",
                1,
                MEMORY_ROUNDS,
                () -> Double.valueOf(ColdProcess.run(WindowProcess.class, "bare", "settled")),
                () -> Double.valueOf(ColdProcess.run(
                        WindowProcess.class, "backstep", "settled", home, port, database.name(), root)));
        return measured.withBudget((measured.theirs() + MORE_MEGABYTES) / measured.theirs());
    }
}
