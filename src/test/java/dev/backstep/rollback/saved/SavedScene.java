package dev.backstep.rollback.saved;

import dev.backstep.database.Database;
import dev.backstep.fixture.Postgres;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.ContentId;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Version;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.Ran;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database with migrations of its own, and a desk that rolls it back. */
public final class SavedScene implements AutoCloseable {

    public static final HistoryTable TABLE = new HistoryTable("golang-migrate", "public", "schema_migrations");
    static final RunLimits QUICK = new RunLimits(Duration.ofMillis(500), Duration.ofMillis(500));

    public final Postgres postgres;
    private final boolean fresh;
    public final Database database;
    public final Journal journal;
    public final LiveRollbackDesk desk;
    private final Map<ContentId, byte[]> texts = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    public SavedScene(Path journalFolder) {
        this(Postgres.freshDatabase(), Postgres.USER, journalFolder, true);
    }

    /** The same database for another role. */
    SavedScene as(String user, Path journalFolder) {
        return new SavedScene(postgres, user, journalFolder, false);
    }

    private SavedScene(Postgres postgres, String user, Path journalFolder, boolean fresh) {
        this.postgres = postgres;
        this.fresh = fresh;
        journal = new Journal(journalFolder);
        ConnectionSettings settings = postgres.settings(user, null);
        try {
            database = Database.open(settings, null);
        } catch (BackstepException e) {
            throw new AssertionError(e);
        }
        desk = new LiveRollbackDesk(
                database,
                scripts(),
                _ -> {
                    throw new AssertionError("plans are made by hand here");
                },
                journal);
        if (fresh) {
            postgres.execute(
                    "CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null)");
        }
    }

    /** Applies a migration: its up script now, its down script when it is rolled back. */
    public SavedScene migration(String up, String down, Finding... findings) {
        postgres.execute(up);
        int version = steps.size() + 1;
        postgres.execute("TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES (" + version + ", false)");
        texts.put(ContentId.of(bytes(up)), bytes(up));
        texts.put(ContentId.of(bytes(down)), bytes(down));
        steps.addFirst(step(version, up, down, findings));
        return this;
    }

    /** The step that undoes a version, with what reading its down script finds. */
    public static Step step(int version, String up, String down, Finding... findings) {
        Effects effects = Effects.of(
                KnownSchema.unknown(),
                ScriptAnalysis.read(down, KnownSchema.unknown()),
                new Reversal(List.of(), true),
                List.of());
        List<Finding> all = new ArrayList<>(effects.findings());
        all.addAll(List.of(findings));
        return new Step(
                new Migration(
                        Version.of(version),
                        "m" + version,
                        new Script(version + ".up.sql", ContentId.of(bytes(up))),
                        new Script(version + ".down.sql", ContentId.of(bytes(down)))),
                down,
                null,
                version == 1 ? null : Version.of(version - 1),
                List.of(down),
                all,
                effects.drops());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Another up script for what was applied, to be found from now on. */
    public void replaceUp(int version, String up) {
        texts.put(ContentId.of(bytes(up)), bytes(up));
        steps.replaceAll(step -> {
            if (!step.migration().version().equals(Version.of(version))) {
                return step;
            }
            Script script = new Script(version + ".up.sql", ContentId.of(bytes(up)));
            Migration old = step.migration();
            return new Step(
                    new Migration(old.version(), old.name(), script, old.down()),
                    step.text(),
                    null,
                    step.leavesAt(),
                    step.statements(),
                    step.findings(),
                    step.drops());
        });
    }

    /** What is applied, the oldest first. */
    public List<Migration> applied() {
        return steps.reversed().stream().map(Step::migration).toList();
    }

    /** The scripts of all migrations. */
    public ScriptReader scripts() {
        return script -> texts.getOrDefault(script.content(), new byte[0]);
    }

    /** The way back over all migrations. */
    public Plan plan() {
        return plan(null);
    }

    /** The way back over the migrations above {@code target}. */
    public Plan plan(@Nullable Version target) {
        List<Step> above = steps.stream()
                .filter(step -> target == null || step.migration().version().compareTo(target) > 0)
                .toList();
        MigrationTool tool = MigrationTools.named("golang-migrate");
        try {
            return database.read(
                    connection -> Plan.of(database.identity(connection), tool.read(connection, TABLE), target, above));
        } catch (BackstepException e) {
            throw new AssertionError(e);
        }
    }

    public Ran run(SaveChoice save) {
        return run(plan(), save);
    }

    public Ran run(Plan plan, SaveChoice save) {
        return desk.run(plan, save, QUICK, new Quiet());
    }

    /** A sum over the rows of a table, whatever their order; with its columns in this order. */
    public String sum(String table, String columns) {
        return String.valueOf(
                postgres.value("SELECT count(*) || ' ' || coalesce(md5(string_agg(r::text, E'\\n' ORDER BY"
                        + " r::text COLLATE \"C\")), '') FROM (SELECT " + columns + " FROM " + table + ") r"));
    }

    @Nullable
    public String version() {
        return postgres.value("SELECT string_agg(version || ' ' || dirty, ',') FROM schema_migrations");
    }

    @Override
    public void close() {
        database.close();
        if (fresh) {
            postgres.drop();
        }
    }

    /** Hears nothing. */
    public static class Quiet implements RunProgress {
        @Override
        public void waitingForLock(List<dev.backstep.model.Session> holders) {}

        @Override
        public void locked() {}

        @Override
        public void stepStarted(int index) {}

        @Override
        public void stepFinished(int index, Duration time) {}

        @Override
        public void committing() {}
    }
}
