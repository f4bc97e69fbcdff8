package dev.backstep.rollback.impact;

import dev.backstep.database.Database;
import dev.backstep.database.live.Questions;
import dev.backstep.model.BackstepException;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Reads what steps would cost, in one read-only transaction and within one time limit. */
public final class ImpactReader {

    private final Database database;
    private final InstantSource clock;
    private final Duration limit;

    public ImpactReader(Database database, InstantSource clock) {
        this(database, clock, Impact.LIMIT);
    }

    /** @param limit for all questions of one reading together */
    public ImpactReader(Database database, InstantSource clock, Duration limit) {
        this.database = database;
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * What a whole plan would cost; what an earlier step drops is no dependent of a later one.
     *
     * @throws CancellationException when the thread is interrupted
     */
    public Impact read(Plan plan) throws BackstepException {
        return read(plan.steps().stream()
                .map(step -> new Effects(step.findings(), step.drops()))
                .toList());
    }

    /**
     * What one down script would cost if it ran now.
     *
     * @throws CancellationException when the thread is interrupted
     */
    public Impact read(Effects step) throws BackstepException {
        return read(List.of(step));
    }

    private Impact read(List<Effects> steps) throws BackstepException {
        return database.read(connection -> read(connection, steps));
    }

    /** Dependents come first: they take a moment, and no count must keep them from being told. */
    private Impact read(Connection connection, List<Effects> steps) throws SQLException {
        Questions questions = new Questions(connection, limit);
        DropSurvey drops = new DropSurvey(questions);
        List<List<Finding>> found = new ArrayList<>();
        for (Effects step : steps) {
            found.add(drops.of(step.drops()));
        }
        MeasureReader measures = new MeasureReader(questions);
        List<StepImpact> impacts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            impacts.add(new StepImpact(measures.of(steps.get(i).findings()), found.get(i)));
        }
        return new Impact(clock.instant(), impacts);
    }
}
