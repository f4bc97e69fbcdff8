package dev.backstep.cli;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.program.LiveProgramDesk;
import dev.backstep.rollback.program.ProgramDesk;
import dev.backstep.rollback.program.ProgramPlan;
import dev.backstep.rollback.program.ProgramRan;
import dev.backstep.rollback.program.ProgramRehearsal;
import dev.backstep.rollback.program.ProgramReport;
import dev.backstep.rollback.program.Remembered;
import dev.backstep.rollback.program.ToolCommand;
import dev.backstep.rollback.program.Variable;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Rehearses a tool's own command on a copy, and runs it when its fingerprint and the database's name are given back. */
final class ProgramCommand {

    private static final long PATIENCE_SECONDS = 30;

    private final Rooms rooms;
    private final Terminal terminal;

    ProgramCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    ExitCode run(ParseResult arguments) throws BackstepException {
        return new WorkspaceArguments(rooms, terminal).open(arguments, database -> {
            ProgramDesk desk = new LiveProgramDesk(database, rooms.journal(), System.getenv());
            ProgramPlan plan = desk.plan(command(arguments));
            return arguments.commandSpec().name().equals(Syntax.REHEARSE_PROGRAM)
                    ? rehearse(desk, plan)
                    : run(arguments, database, desk, plan);
        });
    }

    /** The command as it was typed; none is ever taken from a file. */
    private ToolCommand command(ParseResult arguments) throws BackstepException {
        Path repository = terminal.folder().resolve(arguments.matchedOptionValue(Syntax.REPOSITORY, Path.of("")));
        Path folder = repository.resolve(arguments.matchedOptionValue(Syntax.DIRECTORY, Path.of("")));
        List<String> named = arguments.matchedOptionValue(Syntax.VARIABLE, List.of());
        List<Variable> variables = new ArrayList<>();
        for (String each : named) {
            variables.add(Variable.parse(each));
        }
        return ToolCommand.of(
                arguments.matchedOptionValue(Syntax.COMMAND, ""),
                folder.normalize(),
                variables.isEmpty() ? Variable.USUAL : variables);
    }

    private ExitCode rehearse(ProgramDesk desk, ProgramPlan plan) throws BackstepException {
        terminal.out().print(ProgramLines.plan(plan, desk.offer()));
        terminal.out().flush();
        ProgramLines progress = new ProgramLines(terminal.err());
        ProgramRehearsal rehearsal = orEnded(desk, () -> desk.rehearse(plan, progress));
        terminal.out().print(ProgramLines.rehearsal(rehearsal));
        boolean good = rehearsal.outcome() instanceof ProgramRehearsal.Ran ran
                && ran.verdict() == ProgramRehearsal.Verdict.GOOD;
        return good ? ExitCode.DONE : ExitCode.FAILED;
    }

    private ExitCode run(ParseResult arguments, Database database, ProgramDesk desk, ProgramPlan plan)
            throws BackstepException {
        Salvage salvage = desk.salvage(plan);
        List<Check> checks = desk.check(plan);
        List<String> stops = checks.stream()
                .filter(check -> check.state() == Check.State.STOPS)
                .map(Check::sentence)
                .toList();
        String host = rooms.productionHost(database.settings());
        if (!arguments.hasMatchedOption(Syntax.RUN_PLAN)) {
            terminal.out().print(ProgramLines.plan(plan, null));
            terminal.out().print(ProgramLines.checks(checks, salvage));
            terminal.out().println(howToRun(desk, plan, salvage, host));
            return stops.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
        confirm(arguments, desk, plan, host);
        if (!stops.isEmpty()) {
            throw new BackstepException("cli.rollback.stopped", null, String.join(" ", stops));
        }
        SaveChoice save = SaveArguments.of(arguments, terminal, salvage, desk::dumpProblem);
        ProgramLines progress = new ProgramLines(terminal.err());
        ProgramRan ran = orEnded(desk, () -> desk.run(plan, save, progress));
        ProgramReport report = ProgramReport.of(ran, desk.role());
        Syntax.Format format = arguments.matchedOptionValue(Syntax.FORMAT, Syntax.Format.TEXT);
        terminal.out().print(format == Syntax.Format.JSON ? report.json() : report.markdown());
        return ended(ran) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static boolean ended(ProgramRan ran) {
        return ran.outcome() instanceof ProgramRan.Ran done
                && (done.verdict() == ProgramRan.Verdict.AS_REHEARSED
                        || done.verdict() == ProgramRan.Verdict.UNREHEARSED);
    }

    private static String howToRun(ProgramDesk desk, ProgramPlan plan, Salvage salvage, @Nullable String host) {
        boolean rehearsed = desk.rehearsed(plan).filter(Remembered::good).isPresent();
        String more = (host == null ? "" : Text.of("cli.rollback.hostOption", host) + " ")
                + (rehearsed ? "" : Syntax.UNREHEARSED + " ")
                + (salvage.asks() ? Text.of("cli.rollback.saveOptions") : "");
        return Text.of(
                        "cli.rollback.howToRun",
                        plan.fingerprint(),
                        plan.database().database(),
                        more.strip())
                .strip();
    }

    private static void confirm(ParseResult arguments, ProgramDesk desk, ProgramPlan plan, @Nullable String host)
            throws BackstepException {
        if (!plan.fingerprint().equals(arguments.matchedOptionValue(Syntax.RUN_PLAN, ""))) {
            throw new BackstepException("cli.rollback.otherPlan", null, plan.fingerprint());
        }
        String name = plan.database().database();
        if (!name.equals(arguments.matchedOptionValue(Syntax.CONFIRM, ""))) {
            throw new BackstepException("cli.rollback.notConfirmed", null, name);
        }
        if (host != null && !host.equals(arguments.matchedOptionValue(Syntax.CONFIRM_HOST, ""))) {
            throw new BackstepException("cli.rollback.hostNotConfirmed", null, host);
        }
        boolean rehearsed = desk.rehearsed(plan).filter(Remembered::good).isPresent();
        if (!rehearsed && !arguments.hasMatchedOption(Syntax.UNREHEARSED)) {
            throw new BackstepException("cli.program.notRehearsed", null);
        }
    }

    /** Ends what is under way, and waits for that, where this process is told to end. */
    private static <T> T orEnded(ProgramDesk desk, Supplier<T> work) {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            desk.cancel();
            try {
                boolean inTime = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (!inTime) {
                    System.err.println(Text.of("cli.program.stillEnding"));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            done.countDown();
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // It has done what it is for.
        }
    }
}
