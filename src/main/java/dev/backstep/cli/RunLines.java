package dev.backstep.cli;

import dev.backstep.model.Session;
import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.run.Saving;
import dev.backstep.text.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Writes a line for everything that a run tells, each once. */
final class RunLines implements RunProgress {

    private final PrintWriter out;
    private final Plan plan;
    private String last = "";

    RunLines(PrintWriter out, Plan plan) {
        this.out = out;
        this.plan = plan;
    }

    @Override
    public void waitingForLock(List<Session> holders) {
        line(Text.of("rollback.run.waiting") + " "
                + String.join(", ", holders.stream().map(OutcomeText::session).toList()));
    }

    @Override
    public void saving(Saving now) {
        line(SavedText.progress(now));
    }

    @Override
    public void locked() {
        line(Text.of("rollback.run.stepping"));
    }

    @Override
    public void stepStarted(int index) {
        line(PlanText.title(plan, plan.steps().get(index)));
    }

    @Override
    public void stepFinished(int index, Duration time) {
        line(PlanText.title(plan, plan.steps().get(index)) + " " + OutcomeText.time(time));
    }

    @Override
    public void committing() {
        line(Text.of("rollback.run.committing"));
    }

    private void line(String line) {
        if (!line.equals(last)) {
            last = line;
            out.println(line);
            out.flush();
        }
    }
}
