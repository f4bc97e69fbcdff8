package dev.backstep.rollback.program;

import dev.backstep.database.Database;
import dev.backstep.database.relay.Gate;
import dev.backstep.git.Checkout;
import dev.backstep.git.WorkState;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.preflight.Surroundings;
import dev.backstep.rollback.rehearsal.CopyBook;
import dev.backstep.rollback.rehearsal.CopyObstacles;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.rollback.saved.Dump;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.SaveFolder;
import dev.backstep.rollback.saved.Saved;
import dev.backstep.rollback.saved.TableName;
import dev.backstep.rollback.saved.TableSaver;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desk over a real database. */
public final class LiveProgramDesk implements ProgramDesk {

    private static final Logger LOG = LoggerFactory.getLogger(LiveProgramDesk.class);

    private final Database live;
    private final Journal journal;
    private final Map<String, String> environment;
    private final ProgramBook book;
    private final InstantSource clock = InstantSource.system();
    private final AtomicReference<@Nullable Runnable> underWay = new AtomicReference<>();
    private volatile boolean cancelled;

    /**
     * @param live stays its owner's to close
     * @param environment where programs are looked for: this process's own
     */
    public LiveProgramDesk(Database live, Journal journal, Map<String, String> environment) {
        this.live = live;
        this.journal = journal;
        this.environment = environment;
        this.book = new ProgramBook(journal.programs());
    }

    @Override
    public ProgramPlan plan(ToolCommand command) throws BackstepException {
        return plan(command, DatabaseState.read(live));
    }

    private ProgramPlan plan(ToolCommand command, DatabaseState state) throws BackstepException {
        return ProgramPlan.of(command, ProgramFile.find(command, environment), workState(command), state);
    }

    private static WorkState workState(ToolCommand command) throws BackstepException {
        try (Checkout checkout = Checkout.open(command.folder())) {
            return checkout.workState();
        }
    }

    @Override
    public Offer offer() throws BackstepException {
        return new CopyObstacles(live).offer();
    }

    @Override
    public Optional<Remembered> rehearsed(ProgramPlan plan) {
        return book.of(plan.fingerprint());
    }

    @Override
    public ProgramRehearsal rehearse(ProgramPlan plan, ProgramListener listener) {
        cancelled = false;
        CopyRehearsal rehearsal = new CopyRehearsal(live, new CopyBook(journal.copies()), plan, listener);
        underWay.set(rehearsal::cancel);
        try {
            List<String> changes = changes(plan);
            if (!changes.isEmpty()) {
                return rehearsal.without(new ProgramRehearsal.NotDone(String.join(" ", changes)));
            }
            ProgramRehearsal done = rehearsal.go();
            Remembered remembered = rehearsal.remembered(done);
            if (remembered != null) {
                book.keep(remembered);
            }
            return done;
        } catch (BackstepException e) {
            return rehearsal.without(new ProgramRehearsal.NotDone(Text.of(e)));
        } finally {
            underWay.set(null);
        }
    }

    @Override
    public List<Check> check(ProgramPlan plan) throws BackstepException {
        List<Check> checks = new ArrayList<>();
        List<String> changes = changes(plan);
        checks.add(
                changes.isEmpty()
                        ? new Check(
                                "history", Check.State.OK, Text.of("program.check.same"), Text.of("preflight.justNow"))
                        : new Check("history", Check.State.STOPS, String.join(" ", changes), ""));
        checks.add(ProgramText.check(rehearsed(plan).orElse(null)));
        checks.add(new Check("lock", Check.State.OK, Text.of("program.check.locks"), ""));
        checks.addAll(Surroundings.check(live));
        return List.copyOf(checks);
    }

    /** What is not as it was when the plan was made, a sentence each. */
    private List<String> changes(ProgramPlan plan) throws BackstepException {
        ProgramPlan now = plan(plan.command());
        if (now.fingerprint().equals(plan.fingerprint())) {
            return List.of();
        }
        List<String> changes = new ArrayList<>();
        if (!now.checkout().equals(plan.checkout())) {
            changes.add(Text.of("program.changed.checkout"));
        }
        if (!now.catalog().equals(plan.catalog())) {
            changes.add(Text.of("program.changed.catalog"));
        }
        List<String> histories = Comparisons.histories(plan.histories(), now.histories());
        if (!histories.isEmpty()) {
            changes.add(Text.of("program.changed.history", String.join(", ", histories)));
        }
        if (changes.isEmpty()) {
            changes.add(Text.of("program.changed.else"));
        }
        return List.copyOf(changes);
    }

    @Override
    public Salvage salvage(ProgramPlan plan) throws BackstepException {
        return saver(plan).salvage();
    }

    private TableSaver saver(ProgramPlan plan) {
        Collection<TableName> tables =
                rehearsed(plan).filter(Remembered::good).map(Remembered::loses).orElse(null);
        return new TableSaver(live, plan.fingerprint(), tables, clock);
    }

    @Override
    public Optional<Unsaved> dumpProblem() throws BackstepException {
        int major = live.read(connection -> connection.getMetaData().getDatabaseMajorVersion());
        return Dump.problem(major);
    }

    @Override
    public Path folderForSaves() {
        return SaveFolder.usual();
    }

    @Override
    public String role() {
        return live.settings().user();
    }

    @Override
    public ProgramRan run(ProgramPlan plan, SaveChoice save, ProgramListener listener) {
        cancelled = false;
        Instant started = clock.instant();
        LiveRun run = new LiveRun(plan, listener);
        ProgramRan.Outcome outcome = run.outcome(save);
        ProgramRan ran = new ProgramRan(
                plan, started, clock.instant(), rehearsed(plan).orElse(null), run.end, run.saved, outcome);
        try {
            journal.keepReport(started, ProgramReport.of(ran, role()).html());
        } catch (IOException e) {
            LOG.warn("The report of a command could not be kept", e);
        }
        return ran;
    }

    @Override
    public void cancel() {
        cancelled = true;
        Runnable running = underWay.get();
        if (running != null) {
            running.run();
        }
    }

    /** One run on the live database. */
    private final class LiveRun {

        private final ProgramPlan plan;
        private final ProgramListener listener;
        private @Nullable ToolEnd end;
        private @Nullable Saved saved;

        LiveRun(ProgramPlan plan, ProgramListener listener) {
            this.plan = plan;
            this.listener = listener;
        }

        ProgramRan.Outcome outcome(SaveChoice save) {
            try {
                List<String> changes = changes(plan);
                if (changes.isEmpty()) {
                    listener.phase(ProgramListener.Phase.SAVING);
                    saved = saver(plan).save(save, listener::saving, () -> cancelled);
                    // Saving may have taken a while.
                    changes = changes(plan);
                }
                if (!changes.isEmpty()) {
                    return new ProgramRan.Changed(changes);
                }
                DatabaseState before = DatabaseState.read(live);
                return run(before);
            } catch (CancellationException e) {
                return new ProgramRan.NotStarted(Text.of("program.notStarted.cancelled"));
            } catch (BackstepException e) {
                return new ProgramRan.NotStarted(Text.of(e));
            } finally {
                underWay.set(null);
            }
        }

        private ProgramRan.Outcome run(DatabaseState before) throws BackstepException {
            ToolRun tool = new ToolRun(plan, live, Gate.OPEN, listener::output);
            underWay.set(tool::cancel);
            if (cancelled) {
                throw new CancellationException();
            }
            listener.phase(ProgramListener.Phase.RUNNING);
            ToolEnd ended = tool.run();
            end = ended;
            listener.phase(ProgramListener.Phase.COMPARING);
            try {
                return Comparisons.outcome(
                        ended, before, DatabaseState.read(live), rehearsed(plan).orElse(null));
            } catch (BackstepException e) {
                return new ProgramRan.Unknown(Text.of(e));
            }
        }
    }
}
