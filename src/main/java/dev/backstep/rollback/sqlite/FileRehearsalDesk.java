package dev.backstep.rollback.sqlite;

import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.database.sqlite.SqliteProblem;
import dev.backstep.database.sqlite.SqliteSession;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.rollback.rehearsal.RehearsalBook;
import dev.backstep.rollback.rehearsal.RehearsalDesk;
import dev.backstep.rollback.rehearsal.RehearsalProgress;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.rollback.rehearsal.Way;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rehearses plans on a copy of the SQLite file, in a temporary folder that only its owner may read. */
public final class FileRehearsalDesk implements RehearsalDesk {

    private final SqliteFile file;
    private final Timeline timeline;
    private final ScriptReader scripts;
    private final RehearsalBook book;
    private volatile @Nullable SqliteSession underWay;
    private volatile boolean cancelled;

    /** @param file stays its owner's to close */
    public FileRehearsalDesk(SqliteFile file, Timeline timeline, ScriptReader scripts, Journal journal) {
        this.file = file;
        this.timeline = timeline;
        this.scripts = scripts;
        this.book = new RehearsalBook(journal.rehearsals());
    }

    @Override
    public List<Offer> ways(Plan plan) throws BackstepException {
        try {
            long size = Files.size(file.file());
            Path temporary = Path.of(System.getProperty("java.io.tmpdir", "."));
            boolean room = Files.getFileStore(temporary).getUsableSpace() > 2 * size;
            String obstacle = room ? null : Text.of("sqlite.check.noRoom", temporary.toString(), size);
            return List.of(new Offer(Way.FILE, obstacle, size, OptionalLong.empty(), List.of()));
        } catch (IOException e) {
            throw new BackstepException("sqlite.unreadable", e, file.toString(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Rehearsal rehearse(Plan plan, Way way, RehearsalProgress progress) {
        cancelled = false;
        progress.preparing(Way.FILE);
        Map<Integer, Duration> times = new HashMap<>();
        Rehearsal.Outcome outcome = onCopy(plan, progress, times);
        Duration took = times.values().stream().reduce(Duration.ZERO, Duration::plus);
        Rehearsal rehearsal = new Rehearsal(plan.fingerprint().hex(), Way.FILE, Instant.now(), took, times, outcome);
        book.keep(rehearsal);
        return rehearsal;
    }

    @Override
    public Optional<Rehearsed> rehearsed(Plan plan) {
        return book.of(plan.fingerprint().hex());
    }

    @Override
    public void cancel() {
        cancelled = true;
        SqliteSession open = underWay;
        if (open != null) {
            try {
                open.interrupt();
            } catch (SQLException e) {
                // It has ended by itself.
                cancelled = true;
            }
        }
    }

    private Rehearsal.Outcome onCopy(Plan plan, RehearsalProgress progress, Map<Integer, Duration> times) {
        try {
            Path folder = Files.createTempDirectory("backstep-rehearsal");
            try {
                Path copy = folder.resolve("copy.sqlite");
                file.copyTo(Files.createFile(copy));
                return cancelled ? new Rehearsal.Cancelled() : run(plan, copy, progress, times);
            } finally {
                remove(folder);
            }
        } catch (BackstepException e) {
            return new Rehearsal.NotDone(Text.of(e));
        } catch (IOException e) {
            return new Rehearsal.NotDone(Text.of("rehearsal.noTemporaryFolder", String.valueOf(e.getMessage())));
        }
    }

    private Rehearsal.Outcome run(Plan plan, Path copy, RehearsalProgress progress, Map<Integer, Duration> times)
            throws BackstepException {
        MigrationTool tool = MigrationTools.on(file.settings()).stream()
                .filter(each -> each.name().equals(plan.history().table().tool()))
                .findFirst()
                .orElseThrow();
        Times steps = new Times(progress, times);
        try (SqliteSession session = SqliteSession.ofCopy(copy)) {
            underWay = session;
            session.begin();
            History history = tool.read(session.connection(), plan.history().table());
            if (!history.equals(plan.history())) {
                return new Rehearsal.NotDone(Text.of("rehearsal.moved"));
            }
            Rehearsal.Reached reached = new Undoing(session, tool, plan, steps)
                    .run(AppliedScripts.of(timeline, scripts).expected(plan));
            progress.comparing();
            session.commit();
            return reached;
        } catch (SQLException e) {
            return cancelled ? new Rehearsal.Cancelled() : new Rehearsal.Failed(steps.step, SqliteProblem.message(e));
        } catch (BackstepException e) {
            return new Rehearsal.Failed(steps.step, Text.of(e));
        } catch (IOException e) {
            return new Rehearsal.NotDone(String.valueOf(e.getMessage()));
        } finally {
            underWay = null;
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** How long each step took. */
    private static final class Times implements Undoing.Listener {
        private final RehearsalProgress progress;
        private final Map<Integer, Duration> times;
        private Instant begun = Instant.EPOCH;
        private int step = -1;

        Times(RehearsalProgress progress, Map<Integer, Duration> times) {
            this.progress = progress;
            this.times = times;
        }

        @Override
        public void started(int index) {
            step = index;
            begun = Instant.now();
            progress.stepStarted(index);
        }

        @Override
        public void finished(int index) {
            times.put(index, Duration.between(begun, Instant.now()));
        }
    }
}
