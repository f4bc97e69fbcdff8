package dev.backstep.cli;

import dev.backstep.database.relay.Sent;
import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.program.ProgramListener;
import dev.backstep.rollback.program.ProgramPlan;
import dev.backstep.rollback.program.ProgramRehearsal;
import dev.backstep.rollback.program.ProgramScript;
import dev.backstep.rollback.program.ProgramText;
import dev.backstep.rollback.program.ToolEnd;
import dev.backstep.rollback.program.Variable;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.rollback.run.Saving;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A command for the terminal: what it is, how far it is, what came of it. */
final class ProgramLines implements ProgramListener {

    private final PrintWriter out;

    ProgramLines(PrintWriter out) {
        this.out = out;
    }

    /** The command whole; with {@code offer}, what its rehearsal takes. */
    static String plan(ProgramPlan plan, @Nullable Offer offer) {
        StringBuilder text = new StringBuilder();
        line(text, Text.of("cli.program.shown", ProgramText.command(plan.command())));
        line(text, "  " + ProgramText.words(plan));
        line(
                text,
                "  "
                        + Text.of(
                                "cli.program.in",
                                Visible.of(plan.command().folder().toString())));
        line(text, "  " + ProgramText.checkout(plan));
        line(
                text,
                "  "
                        + plan.command().variables().stream()
                                .map(Variable::toString)
                                .map(Visible::of)
                                .collect(Collectors.joining("\n  ")));
        line(text, "  " + plan.fingerprint());
        if (offer != null && offer.possible()) {
            line(text, ProgramText.copy(offer));
        }
        line(text, "");
        return text.toString();
    }

    static String checks(List<Check> checks, Salvage salvage) {
        StringBuilder text = new StringBuilder();
        checks.forEach(check -> line(text, RollbackReport.sign(check.state()) + " " + Visible.of(check.sentence())));
        if (salvage.asks()) {
            line(text, SavedText.salvage(salvage));
            SavedText.parts(salvage).forEach(part -> line(text, "  " + part));
        }
        salvage.unsaved().stream().map(Unsaved::sentence).forEach(each -> line(text, "! " + Visible.of(each)));
        return text.toString();
    }

    /** What came of a rehearsal, with everything that was sent. */
    static String rehearsal(ProgramRehearsal rehearsal) {
        OutcomeText words = ProgramText.of(rehearsal);
        StringBuilder text = new StringBuilder();
        ToolEnd end = rehearsal.end();
        if (end != null) {
            line(text, "");
            List<Sent> sent = end.traffic().sent();
            for (int i = 0; i < sent.size(); i++) {
                line(text, ProgramScript.of(i, sent.get(i)));
            }
        }
        line(text, words.heading());
        words.facts().forEach(fact -> line(text, "  " + fact));
        if (rehearsal.outcome() instanceof ProgramRehearsal.Ran ran) {
            ProgramText.changes(ran.catalog()).forEach(change -> line(text, "  " + change));
            ran.rows()
                    .forEach(change ->
                            line(text, "  " + Visible.of(change.table().toString()) + ": " + ProgramText.rows(change)));
        }
        return text.toString();
    }

    @Override
    public void phase(Phase phase) {
        tell(ProgramText.phase(phase));
    }

    @Override
    public void output(String line) {
        tell("| " + line);
    }

    @Override
    public void saving(Saving now) {
        tell(SavedText.progress(now));
    }

    private synchronized void tell(String line) {
        out.println(line);
        out.flush();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
