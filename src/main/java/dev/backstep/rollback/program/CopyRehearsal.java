package dev.backstep.rollback.program;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.rollback.program.ProgramRehearsal.Verdict;
import dev.backstep.rollback.rehearsal.CopyBook;
import dev.backstep.rollback.rehearsal.CopyObstacles;
import dev.backstep.rollback.rehearsal.DatabaseCopy;
import dev.backstep.rollback.rehearsal.ServerCopy;
import dev.backstep.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One rehearsal of a command on a copy of the live database, on its own server. */
final class CopyRehearsal {

    private final Database live;
    private final CopyBook copies;
    private final ProgramPlan plan;
    private final ProgramListener listener;
    private volatile boolean cancelled;
    private volatile @Nullable Runnable underWay;
    private @Nullable DatabaseState left;

    CopyRehearsal(Database live, CopyBook copies, ProgramPlan plan, ProgramListener listener) {
        this.live = live;
        this.copies = copies;
        this.plan = plan;
        this.listener = listener;
    }

    void cancel() {
        cancelled = true;
        Runnable running = underWay;
        if (running != null) {
            running.run();
        }
    }

    ProgramRehearsal without(ProgramRehearsal.Outcome outcome) {
        return new ProgramRehearsal(plan.fingerprint(), Instant.now(), null, outcome);
    }

    ProgramRehearsal go() throws BackstepException {
        String obstacles = new CopyObstacles(live).offer().obstacles();
        if (obstacles != null) {
            return without(new ProgramRehearsal.NotDone(obstacles));
        }
        listener.phase(ProgramListener.Phase.COPYING);
        Consumer<Runnable> told = cancel -> {
            underWay = cancel;
            if (cancelled) {
                cancel.run();
            }
        };
        try (DatabaseCopy copy = ServerCopy.make(live, copies, () -> cancelled, told)) {
            return onCopy(copy.database());
        } catch (BackstepException e) {
            if (cancelled && !e.key().equals("rehearsal.copyStays") && !e.key().equals("program.guard.stays")) {
                return without(new ProgramRehearsal.Cancelled());
            }
            throw e;
        }
    }

    private ProgramRehearsal onCopy(Database copy) throws BackstepException {
        listener.phase(ProgramListener.Phase.COUNTING);
        DatabaseState before = DatabaseState.read(copy);
        RowCounts rowsBefore = rows(copy);
        ToolRun tool = new ToolRun(plan, copy, new WithinCopy(), listener::output);
        underWay = tool::cancel;
        if (cancelled) {
            return without(new ProgramRehearsal.Cancelled());
        }
        ToolEnd end;
        String trespasser;
        try (LiveGuard guard = LiveGuard.take(live, tool::cancel)) {
            listener.phase(ProgramListener.Phase.RUNNING);
            end = tool.run();
            trespasser = guard.trespasser();
        }
        if (cancelled) {
            return new ProgramRehearsal(plan.fingerprint(), Instant.now(), end, new ProgramRehearsal.Cancelled());
        }
        listener.phase(ProgramListener.Phase.COMPARING);
        DatabaseState after = DatabaseState.read(copy);
        left = after;
        String changed = changedLive();
        Verdict verdict = verdict(end, trespasser, changed);
        return new ProgramRehearsal(
                plan.fingerprint(),
                Instant.now(),
                end,
                new ProgramRehearsal.Ran(
                        verdict,
                        CatalogDifference.between(before.catalog(), after.catalog()),
                        rowsBefore.to(rows(copy)),
                        Comparisons.histories(before.histories(), after.histories()),
                        trespasser != null ? trespasser : changed));
    }

    private static Verdict verdict(ToolEnd end, @Nullable String trespasser, String changed) {
        if (!changed.isEmpty()) {
            return Verdict.LIVE_CHANGED;
        }
        if (trespasser != null) {
            return Verdict.TRESPASSED;
        }
        if (end.traffic().halted() != null) {
            return Verdict.HALTED;
        }
        if (!end.traffic().connected()) {
            return Verdict.UNCONNECTED;
        }
        return end.exit() == 0 ? Verdict.GOOD : Verdict.FAILED;
    }

    /** What of the live database is not as it was, in words; empty where all is. */
    private String changedLive() throws BackstepException {
        DatabaseState now = DatabaseState.read(live);
        List<String> changed = new ArrayList<>();
        Remembered.changes(CatalogDifference.between(plan.catalog(), now.catalog()))
                .forEach(change -> changed.add(change.words()));
        changed.addAll(Comparisons.histories(plan.histories(), now.histories()));
        return String.join(", ", changed);
    }

    private static RowCounts rows(Database copy) throws BackstepException {
        try (Connection connection = copy.connectForRun()) {
            return RowCounts.read(connection);
        } catch (SQLException e) {
            throw new BackstepException("program.rows", e, Text.of("program.rows.why", e.getSQLState()));
        }
    }

    /** What to remember; null where it did not come to the command, or a person cancelled. */
    @Nullable
    Remembered remembered(ProgramRehearsal done) {
        ToolEnd end = done.end();
        DatabaseState after = left;
        if (end == null || after == null || !(done.outcome() instanceof ProgramRehearsal.Ran ran)) {
            return null;
        }
        return new Remembered(
                done.fingerprint(),
                done.at(),
                end.took(),
                ran.verdict(),
                end.exit(),
                end.traffic().sent().size() + end.traffic().omitted(),
                Remembered.changes(ran.catalog()),
                after.histories(),
                Losses.of(ran));
    }
}
