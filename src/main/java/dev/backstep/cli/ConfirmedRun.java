package dev.backstep.cli;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.Ran;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.export.RunReport;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.text.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Shows a plan, and runs it when its fingerprint and the database's name are given back: what runs is what was shown. */
final class ConfirmedRun {

    private final Terminal terminal;
    private final RollbackDesk desk;
    private final Plan plan;
    private final @Nullable String productionHost;

    /** @param productionHost the host to be given back as well, where the database is marked as production; else null */
    ConfirmedRun(Terminal terminal, RollbackDesk desk, Plan plan, @Nullable String productionHost) {
        this.productionHost = productionHost;
        this.terminal = terminal;
        this.desk = desk;
        this.plan = plan;
    }

    ExitCode run(ParseResult arguments) throws BackstepException {
        Salvage salvage = desk.salvage(plan);
        return arguments.hasMatchedOption(Syntax.RUN_PLAN) ? confirmed(arguments, salvage) : show(salvage);
    }

    private ExitCode show(Salvage salvage) throws BackstepException {
        List<Check> checks = desk.check(plan);
        terminal.out().print(RollbackReport.plan(plan, desk.impact(plan), checks, salvage));
        boolean stops = checks.stream().anyMatch(check -> check.state() == Check.State.STOPS);
        if (!plan.runnable() || stops) {
            return ExitCode.FAILED;
        }
        String save = salvage.asks() ? Text.of("cli.rollback.saveOptions") : "";
        String host = productionHost == null ? "" : Text.of("cli.rollback.hostOption", productionHost) + " ";
        terminal.out()
                .println(Text.of(
                                "cli.rollback.howToRun",
                                plan.fingerprint().hex(),
                                plan.database().database(),
                                host + save)
                        .strip());
        return ExitCode.DONE;
    }

    private ExitCode confirmed(ParseResult arguments, Salvage salvage) throws BackstepException {
        String fingerprint = arguments.matchedOptionValue(Syntax.RUN_PLAN, "");
        if (!plan.fingerprint().hex().equals(fingerprint)) {
            throw new BackstepException(
                    "cli.rollback.otherPlan", null, plan.fingerprint().hex());
        }
        if (!plan.database().database().equals(arguments.matchedOptionValue(Syntax.CONFIRM, ""))) {
            throw new BackstepException("cli.rollback.notConfirmed", null, PlanText.database(plan));
        }
        if (productionHost != null && !productionHost.equals(arguments.matchedOptionValue(Syntax.CONFIRM_HOST, ""))) {
            throw new BackstepException("cli.rollback.hostNotConfirmed", null, productionHost);
        }
        List<String> stops = desk.check(plan).stream()
                .filter(check -> check.state() == Check.State.STOPS)
                .map(Check::sentence)
                .toList();
        if (!stops.isEmpty()) {
            throw new BackstepException("cli.rollback.stopped", null, String.join(" ", stops));
        }
        SaveChoice save = SaveArguments.of(arguments, terminal, salvage, desk::dumpProblem);
        Ran ran = desk.run(plan, save, RunLimits.DEFAULT, new RunLines(terminal.err(), plan));
        terminal.out().print(RunReport.of(plan, ran.outcome(), SavedText.facts(plan, ran), Instant.now()));
        if (ran.undo() != null) {
            terminal.out().println(Text.of("cli.rollback.undo", ran.undo()));
        }
        return ran.outcome() instanceof RunOutcome.RolledBack ? ExitCode.DONE : ExitCode.FAILED;
    }
}
