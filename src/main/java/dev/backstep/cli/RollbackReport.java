package dev.backstep.cli;

import dev.backstep.rollback.export.CostText;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.export.RehearsalText;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.List;

/** A plan for the terminal, with the very text that would be sent. */
final class RollbackReport {

    private RollbackReport() {}

    static String plan(Plan plan, Impact impact, List<Check> checks, Salvage salvage) {
        StringBuilder text = new StringBuilder();
        line(text, PlanText.heading(plan));
        line(text, PlanText.summary(plan));
        PlanText.blockers(plan).forEach(blocker -> line(text, blocker));
        PlanText.reasons(plan).forEach(reason -> line(text, reason));
        line(text, (CostText.losses(plan) + " " + CostText.amounts(plan, impact)).strip());
        if (salvage.asks()) {
            line(text, SavedText.salvage(salvage));
            SavedText.parts(salvage).forEach(part -> line(text, "  " + part));
        }
        salvage.unsaved().stream().map(Unsaved::sentence).forEach(sentence -> line(text, "! " + Visible.of(sentence)));
        line(text, "");
        checks.forEach(check -> line(text, sign(check.state()) + " " + Visible.of(check.sentence())));
        for (Step step : plan.steps()) {
            line(text, "");
            line(text, "-- " + PlanText.step(plan, step));
            line(text, step.text() == null ? "" : step.text().stripTrailing());
        }
        line(text, "");
        return text.toString();
    }

    /** What came of a rehearsal. */
    static String rehearsal(Plan plan, Rehearsal rehearsal) {
        RehearsalText words = RehearsalText.of(plan, rehearsal);
        StringBuilder text = new StringBuilder();
        line(text, words.heading());
        words.facts().forEach(fact -> line(text, "  " + fact));
        if (rehearsal.outcome() instanceof Rehearsal.Reached reached) {
            reached.left()
                    .entries()
                    .forEach(entry -> line(
                            text,
                            "  " + RehearsalText.word(entry) + "  "
                                    + Visible.of(entry.id().toString())));
        }
        line(text, "");
        return text.toString();
    }

    static String sign(Check.State state) {
        return Text.of(
                switch (state) {
                    case OK -> "rollback.check.ok";
                    case ASKS -> "rollback.check.asks";
                    case STOPS -> "rollback.check.stops";
                });
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
