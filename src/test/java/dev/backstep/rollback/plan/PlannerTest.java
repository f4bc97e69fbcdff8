package dev.backstep.rollback.plan;

import dev.backstep.analysis.Analyst;
import static dev.backstep.fixture.Sets.branch;
import static dev.backstep.fixture.Sets.cleanCheckout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.backstep.timeline.TimelineBuilder;
import dev.backstep.timeline.TimelineSources;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Planner planner = new Planner(scripts, new Analyst(scripts));

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
                List.of(List.of(new Finding.CommentsOnly()), List.of(new Finding.Blank())),
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
        assertEquals(List.of(new Finding.MissingDown()), plan.steps().getFirst().findings());
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
        assertEquals(List.of(new Finding.Chosen(second)), chosen.steps().get(1).findings());
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
