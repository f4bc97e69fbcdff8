package dev.backstep.rollback.plan;

import static dev.backstep.fixture.Sets.branch;
import static dev.backstep.fixture.Sets.cleanCheckout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.analysis.Analyst;
import dev.backstep.fixture.Sets;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.ContentId;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.model.Version;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.rules.Lock;
import dev.backstep.sql.rules.Loss;
import dev.backstep.sql.rules.ObjectId;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.Work;
import dev.backstep.timeline.TimelineBuilder;
import dev.backstep.timeline.TimelineSources;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final DatabaseIdentity DATABASE = new DatabaseIdentity("localhost:5432", "orchard_dev", 16384, "7");
    private static final HistoryTable TABLE = new HistoryTable("golang-migrate", "public", "schema_migrations");

    private final Map<ContentId, byte[]> contents = new HashMap<>();
    private final ScriptReader scripts = script -> {
        byte[] content = contents.get(script.content());
        if (content == null) {
            throw new BackstepException("plan.noHistory", null, script.fileName());
        }
        return content;
    };
    private final Planner planner = new Planner(scripts, new Analyst(scripts).reading(true));

    @Test
    void stepsGoDownNewestFirstAndEachLeavesTheDatabaseAtTheNextOlderVersion() throws Exception {
        Timeline timeline = timeline(
                9,
                cleanCheckout("main")
                        .with(down(1, "a", "DROP TABLE a;"))
                        .with(down(4, "b", "DROP TABLE b;"))
                        .with(down(9, "c", "DROP TABLE c;\n")));
        Plan plan = planner.plan(DATABASE, timeline, Version.of(1), Map.of());
        assertEquals(
                List.of("9 -> 4 [DROP TABLE c;\n]", "4 -> 1 [DROP TABLE b;]"),
                plan.steps().stream().map(PlannerTest::words).toList());
        assertTrue(plan.runnable());
        assertTrue(plan.oneTransaction());
    }

    @Test
    void everythingLeavesNothingApplied() throws Exception {
        Plan plan = planner.plan(
                DATABASE, timeline(1, cleanCheckout("main").with(down(1, "a", "DROP TABLE a;"))), null, Map.of());
        assertEquals(
                List.of("1 -> null [DROP TABLE a;]"),
                plan.steps().stream().map(PlannerTest::words).toList());
    }

    @Test
    void aBlankScriptSendsNothingAndACommentIsSent() throws Exception {
        Plan plan = planner.plan(
                DATABASE,
                timeline(
                        2, cleanCheckout("main").with(down(1, "a", " \n")).with(down(2, "b", "-- enum values stay\n"))),
                null,
                Map.of());
        assertEquals(
                List.of(
                        List.of(new Finding.CommentsOnly(), new Finding.NotReversed(Reversal.Kind.LEAVES, "b")),
                        List.of(new Finding.Blank(), new Finding.NotReversed(Reversal.Kind.LEAVES, "a"))),
                plan.steps().stream().map(Step::findings).toList());
        assertEquals(
                List.of(List.of("-- enum values stay\n"), List.of()),
                plan.steps().stream().map(Step::statements).toList());
        assertTrue(plan.runnable());
    }

    @Test
    void aMissingDownScriptBlocks() throws Exception {
        Migration onlyUp = new Migration(Version.of(1), "a", script("1_a.up.sql", "CREATE TABLE a ();"), null);
        Plan plan = planner.plan(DATABASE, timeline(1, cleanCheckout("main").with(onlyUp)), null, Map.of());
        List<Finding> findings = plan.steps().getFirst().findings();
        assertEquals(2, findings.size());
        assertTrue(findings.getFirst() instanceof Finding.CanGenerate offered
                && offered.text().endsWith("\nDROP TABLE \"a\";\n"));
        assertEquals(new Finding.MissingDown(), findings.getLast());
        assertFalse(plan.runnable());
    }

    @Test
    void bytesThatAreNotUtf8Block() throws Exception {
        Migration latin = new Migration(
                Version.of(1), "a", null, script("1_a.down.sql", "-- h\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
        Plan plan = planner.plan(DATABASE, timeline(1, cleanCheckout("main").with(latin)), null, Map.of());
        assertEquals(List.of(new Finding.NotUtf8()), plan.steps().getFirst().findings());
        assertFalse(plan.runnable());
    }

    @Test
    void aScriptThatCannotBeReadBlocksWithItsReason() throws Exception {
        Migration unread = Sets.migration(1, "a");
        Plan plan = planner.plan(DATABASE, timeline(1, cleanCheckout("main").with(unread)), null, Map.of());
        assertEquals(1, plan.steps().getFirst().findings().size());
        assertTrue(plan.steps().getFirst().findings().getFirst() instanceof Finding.Unreadable unreadable
                && unreadable.reason().contains("000001_a.down.sql"));
        assertFalse(plan.runnable());
    }

    @Test
    void anAmbiguousStepBlocksUntilAPersonChose() throws Exception {
        Sets alpha = Sets.at(branch("alpha"))
                .with(down(1, "a", "DROP TABLE a;"))
                .with(down(2, "x", "DROP TABLE x;"))
                .with(down(3, "y", "DROP TABLE y;"));
        Timeline timeline = timeline(
                3,
                cleanCheckout("main").with(down(1, "a", "DROP TABLE a;")).with(down(2, "z", "DROP TABLE z;")),
                alpha);
        Plan blocked = planner.plan(DATABASE, timeline, Version.of(1), Map.of());
        assertFalse(blocked.runnable());
        assertTrue(blocked.steps().get(1).findings().getFirst() instanceof Finding.Ambiguous ambiguous
                && ambiguous.candidates().size() == 2);

        Candidate second = timeline.rows().get(1).candidates().get(1);
        Plan chosen = planner.plan(DATABASE, timeline, Version.of(1), Map.of(Version.of(2), second));
        assertTrue(chosen.runnable());
        assertEquals("2 -> 1 [DROP TABLE z;]", words(chosen.steps().get(1)));
        assertEquals(
                new Finding.Chosen(second), chosen.steps().get(1).findings().getFirst());
        assertNotEquals(blocked.fingerprint(), chosen.fingerprint());
    }

    @Test
    void candidatesWithTheSameDownTextNeedNoChoice() throws Exception {
        Script same = script("2_x.down.sql", "DROP TABLE x;");
        Migration edited = new Migration(Version.of(1), "x", script("1_x.up.sql", "CREATE TABLE x (a int);"), same);
        Migration original = new Migration(Version.of(1), "x", script("1_x.up.sql", "CREATE TABLE x ();"), same);
        Timeline timeline = timeline(
                1, cleanCheckout("main").with(edited), Sets.at(branch("old")).with(original));
        assertTrue(planner.plan(DATABASE, timeline, null, Map.of()).runnable());
    }

    @Test
    void whatCannotShareATransactionRunsOnItsOwn() throws Exception {
        Plan plan = planner.plan(
                DATABASE,
                timeline(
                        2,
                        cleanCheckout("main")
                                .with(down(1, "a", "BEGIN; DROP TABLE a; COMMIT;"))
                                .with(down(2, "b", "DROP INDEX CONCURRENTLY b; DROP TABLE c;"))),
                null,
                Map.of());
        assertFalse(plan.oneTransaction());
        assertEquals(
                List.of(List.of("DROP INDEX CONCURRENTLY b", "DROP TABLE c"), List.of("BEGIN; DROP TABLE a; COMMIT;")),
                plan.steps().stream().map(Step::statements).toList());
        assertTrue(plan.runnable());
    }

    @Test
    void thereIsNoPlanForADirtyDatabase() {
        Sets main = cleanCheckout("main").with(down(1, "a", "DROP TABLE a;"));
        Timeline dirty = TimelineBuilder.build(new TimelineSources(
                new Track("core", "migrations", TABLE),
                new History(TABLE, Version.of(1), true, List.of()),
                false,
                List.of(main.set())));
        assertEquals("plan.dirty", key(dirty, null));
    }

    @Test
    void aTargetMustBeAppliedAndBelow() {
        Timeline timeline =
                timeline(2, cleanCheckout("main").with(down(1, "a", "")).with(down(2, "b", "")));
        assertEquals("plan.notApplied", key(timeline, Version.of(7)));
        assertEquals("plan.nothing", key(timeline, Version.of(2)));
    }

    @Test
    void theFingerprintChangesWithEveryPartOfThePlan() throws Exception {
        Sets one = cleanCheckout("main").with(down(1, "a", "DROP TABLE a;"));
        Plan plan = planner.plan(DATABASE, timeline(1, one), null, Map.of());
        assertEquals(plan.fingerprint(), Fingerprint.of(plan, plan.database(), plan.history()));

        DatabaseIdentity elsewhere = new DatabaseIdentity("localhost:5432", "orchard_dev", 16385, "7");
        History dirty = new History(TABLE, Version.of(1), true, List.of());
        Sets edited = cleanCheckout("main").with(down(1, "a", "DROP TABLE a; "));
        assertNotEquals(plan.fingerprint(), Fingerprint.of(plan, elsewhere, plan.history()));
        assertNotEquals(plan.fingerprint(), Fingerprint.of(plan, plan.database(), dirty));
        assertNotEquals(
                plan.fingerprint(),
                planner.plan(DATABASE, timeline(1, edited), null, Map.of()).fingerprint());
        assertEquals(9, plan.fingerprint().shortForm().length());
    }

    @Test
    void eachStepSaysWhatItLosesLocksAndLeavesOnTheSchemaItMeets() throws Exception {
        Plan plan = planner.plan(
                DATABASE,
                timeline(
                        3,
                        cleanCheckout("main")
                                .with(both(1, "CREATE TABLE t (id int, note text)", "DROP TABLE t"))
                                .with(both(
                                        2, "ALTER TABLE t ADD COLUMN a int, ADD COLUMN b int", "ALTER TABLE t DROP a"))
                                .with(both(3, "ALTER TABLE t RENAME TO u", "ALTER TABLE u RENAME TO t"))),
                null,
                Map.of());
        QName t = new QName("public", "t");
        QName u = new QName("public", "u");
        assertEquals(
                List.of(
                        List.of(new Finding.TakesLock(u, u, Lock.ACCESS_EXCLUSIVE, Work.NONE)),
                        List.of(
                                loses(Loss.Kind.COLUMN, new ObjectId(ObjectKind.COLUMN, t, "a"), u),
                                new Finding.NotReversed(Reversal.Kind.LEAVES, "t.b"),
                                new Finding.TakesLock(t, u, Lock.ACCESS_EXCLUSIVE, Work.NONE)),
                        List.of(
                                loses(Loss.Kind.TABLE, new ObjectId(ObjectKind.TABLE, t, ""), u),
                                new Finding.TakesLock(t, u, Lock.ACCESS_EXCLUSIVE, Work.NONE))),
                plan.steps().stream().map(Step::findings).toList());
        ObjectId live = new ObjectId(ObjectKind.TABLE, u, "");
        assertEquals(
                List.of(new Dropped(new ObjectId(ObjectKind.TABLE, t, ""), live, false, false, false)),
                plan.steps().getLast().drops());
    }

    @Test
    void whatAnEarlierStepMakesHoldsNothing() throws Exception {
        Plan plan = planner.plan(
                DATABASE,
                timeline(
                        3,
                        cleanCheckout("main")
                                .with(both(1, "CREATE TABLE t (id int)", "DROP TABLE t"))
                                .with(both(2, "ALTER TABLE t ADD COLUMN a int", "ALTER TABLE t DROP COLUMN a"))
                                .with(both(3, "ALTER TABLE t DROP COLUMN a", "ALTER TABLE t ADD COLUMN a int"))),
                Version.of(1),
                Map.of());
        assertEquals(
                List.of(false, true),
                plan.steps().stream()
                        .map(step -> step.findings().stream()
                                .anyMatch(finding -> finding instanceof Finding.LosesData loss && loss.fresh()))
                        .toList());
        assertEquals(
                new Finding.NotReversed(Reversal.Kind.DATA_LOST, "t.a"),
                plan.steps().getFirst().findings().getFirst());
    }

    @Test
    void whatCannotBeReadOrRunIsSaid() throws Exception {
        Plan plan = planner.plan(
                DATABASE,
                timeline(
                        2,
                        cleanCheckout("main")
                                .with(both(1, "CREATE TABLE t ()", "\\i drop.sql\nDROP TABLE t"))
                                .with(both(2, "SELECT 1", "DO $$ BEGIN EXECUTE 'DROP ' || 'x'; END $$"))),
                null,
                Map.of());
        assertEquals(
                List.of(
                        List.of("ReversalUnknown", "Unread"),
                        List.of("MetaCommands", "NotReversed", "ReversalUnknown")),
                plan.steps().stream().map(PlannerTest::kinds).toList());
        assertEquals(
                new Finding.MetaCommands(List.of("\\i drop.sql")),
                plan.steps().getLast().findings().getFirst());
        assertFalse(plan.runnable());
    }

    @Test
    void workOnATableThatAnEarlierStatementLockedIsSaidOnceForEachStep() throws Exception {
        Sets sets = cleanCheckout("main")
                .with(both(1, "CREATE TABLE t (id int, a int, b int)", "DROP TABLE t"))
                .with(both(2, "ALTER TABLE t ADD COLUMN c int", "UPDATE t SET a = 1; ALTER TABLE t DROP COLUMN c"))
                .with(both(3, "ALTER TABLE t ADD COLUMN d int", "ALTER TABLE t DROP COLUMN d; UPDATE t SET b = 1"));
        Plan together = planner.plan(DATABASE, timeline(3, sets), Version.of(1), Map.of());
        QName t = new QName("public", "t");
        assertEquals(
                List.of(
                        new Finding.WorksUnderLock(t, Version.of(3), "UPDATE t SET b = 1"),
                        new Finding.WorksUnderLock(t, Version.of(3), "UPDATE t SET a = 1")),
                underLock(together));
        Plan apart = planner.plan(
                DATABASE,
                timeline(4, sets.with(both(4, "CREATE INDEX i ON t (a)", "DROP INDEX CONCURRENTLY i"))),
                Version.of(1),
                Map.of());
        assertEquals(List.of(new Finding.WorksUnderLock(t, Version.of(3), "UPDATE t SET b = 1")), underLock(apart));
    }

    private static List<String> kinds(Step step) {
        return step.findings().stream()
                .map(finding -> finding.getClass().getSimpleName())
                .toList();
    }

    private static List<Finding> underLock(Plan plan) {
        return plan.steps().stream()
                .flatMap(step -> step.findings().stream())
                .filter(Finding.WorksUnderLock.class::isInstance)
                .toList();
    }

    private static Finding loses(Loss.Kind kind, ObjectId subject, QName liveTable) {
        ObjectId live = new ObjectId(subject.kind(), liveTable, subject.part());
        return new Finding.LosesData(kind, subject, live, false, false, List.of(), Optional.empty());
    }

    private Migration both(long version, String up, String down) {
        return new Migration(
                Version.of(version),
                "m" + version,
                script(version + "_m.up.sql", up),
                script(version + "_m.down.sql", down));
    }

    private String key(Timeline timeline, @Nullable Version target) {
        return assertThrows(BackstepException.class, () -> planner.plan(DATABASE, timeline, target, Map.of()))
                .key();
    }

    private static Timeline timeline(long version, Sets... sets) {
        List<MigrationSet> all = Arrays.stream(sets).map(Sets::set).toList();
        return TimelineBuilder.build(new TimelineSources(
                new Track("core", "migrations", TABLE),
                new History(TABLE, Version.of(version), false, List.of()),
                false,
                all));
    }

    private Migration down(long version, String name, String text) {
        return new Migration(
                Version.of(version),
                name,
                script(version + "_" + name + ".up.sql", "CREATE TABLE " + name + " ();"),
                script(version + "_" + name + ".down.sql", text));
    }

    private Script script(String fileName, String text) {
        return script(fileName, text.getBytes(StandardCharsets.UTF_8));
    }

    private Script script(String fileName, byte[] content) {
        contents.put(ContentId.of(content), content);
        return new Script(fileName, ContentId.of(content));
    }

    private static String words(Step step) {
        return step.migration().version() + " -> " + step.leavesAt() + " [" + step.text() + "]";
    }
}
