package dev.backstep.rollback.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.saved.Part;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.Saved;
import dev.backstep.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of a program that really runs, on a real database. */
class LiveProgramDeskTest {

    @TempDir
    Path folder;

    private ProgramScene scene;

    @BeforeEach
    void open() throws Exception {
        scene = new ProgramScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aRehearsalShowsWhatIsSentAndWhatItDoesAndLeavesTheLiveDatabaseAlone() throws Exception {
        String catalog = scene.postgres.catalog();
        ProgramRehearsal rehearsal = scene.rehearse(scene.plan("down"));
        ProgramRehearsal.Ran ran = ran(rehearsal);
        assertEquals(ProgramRehearsal.Verdict.GOOD, ran.verdict(), rehearsal.toString());
        assertEquals(
                List.of(
                        "BEGIN | BEGIN",
                        "ALTER TABLE msg_users DROP COLUMN mood | ALTER TABLE",
                        "DROP TABLE msg_status | DROP TABLE",
                        "DELETE FROM msg_messages WHERE id > 2 | DELETE 8",
                        "UPDATE msg_meta SET version = '1.1.0', updated_at = now() | UPDATE 1",
                        "COMMIT | COMMIT"),
                sent(rehearsal));
        assertEquals(
                List.of("dropped table msg_status", "dropped column msg_users.mood"),
                ProgramText.changes(ran.catalog()).stream()
                        .filter(change -> !change.contains(" owner "))
                        .toList());
        assertEquals(
                List.of(
                        "msg_messages: 10 → 2 rows, 0 updated, 8 deleted",
                        "msg_meta: 1 → 1 rows, 1 updated, 0 deleted",
                        "msg_status: gone, with its 5 rows"),
                ran.rows().stream()
                        .map(change -> change.table() + ": " + ProgramText.rows(change))
                        .toList());
        assertEquals(List.of("public.msg_meta"), ran.histories());
        assertEquals(List.of("reverted 1.2.0"), scene.output);
        assertEquals(catalog, scene.postgres.catalog());
        assertEquals("10", scene.postgres.value("SELECT count(*) FROM msg_messages"));
        assertEquals("0", scene.copies());
        assertEquals(List.of(), scene.journal.copies().ids());
    }

    @Test
    void theRunSavesWhatTheRehearsalSawLostAndIsComparedWithIt() throws Exception {
        ProgramPlan plan = scene.plan("down");
        scene.rehearse(plan);
        assertEquals(
                List.of("msg_messages", "msg_meta", "msg_status", "msg_users"),
                scene.desk.salvage(plan).parts().stream()
                        .map(Part::table)
                        .map(Object::toString)
                        .toList());
        ProgramRan ran =
                scene.desk.run(plan, new SaveChoice.ToFolder(folder.resolve("saved"), false), scene.listener(_ -> {}));
        ProgramRan.Ran outcome = assertInstanceOf(
                ProgramRan.Ran.class, ran.outcome(), ran.outcome().toString());
        assertEquals(ProgramRan.Verdict.AS_REHEARSED, outcome.verdict(), outcome.toString());
        assertEquals(19, assertInstanceOf(Saved.InFile.class, ran.saved()).rows());
        assertEquals("1.1.0", scene.postgres.value("SELECT version FROM msg_meta"));
        assertEquals("2", scene.postgres.value("SELECT count(*) FROM msg_messages"));
        String report = onlyReport();
        assertTrue(report.contains("The command ended well, and left what it left on the copy"), report);
        assertFalse(report.contains("secret"), report);
        assertFalse(report.contains("DELETE FROM"), report);
    }

    @Test
    void savedIntoASchemaItIsStillAsRehearsed() throws Exception {
        ProgramPlan plan = scene.plan("down");
        scene.rehearse(plan);
        ProgramRan ran = scene.desk.run(plan, new SaveChoice.InSchema(), scene.listener(_ -> {}));
        ProgramRan.Ran outcome = assertInstanceOf(
                ProgramRan.Ran.class, ran.outcome(), ran.outcome().toString());
        assertEquals(ProgramRan.Verdict.AS_REHEARSED, outcome.verdict(), outcome.toString());
        assertInstanceOf(Saved.InSchema.class, ran.saved());
    }

    @Test
    void aProgramThatIgnoresTheVariableIsHeldUpBeforeItWritesToTheLiveDatabase() throws Exception {
        String catalog = scene.postgres.catalog();
        ProgramRehearsal rehearsal = scene.rehearse(scene.plan("ignore", scene.realUrl()));
        assertEquals(ProgramRehearsal.Verdict.TRESPASSED, ran(rehearsal).verdict(), rehearsal.toString());
        assertEquals(catalog, scene.postgres.catalog());
        assertEquals("1.2.0", scene.postgres.value("SELECT version FROM msg_meta"));
        assertEquals(
                "0",
                scene.postgres.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'PostgreSQL JDBC Driver' AND pid <> pg_backend_pid()"
                        + " AND state <> 'idle'"));
    }

    @Test
    void aProgramThatAsksForAnotherDatabaseIsNotLetIn() throws Exception {
        ProgramRehearsal rehearsal = scene.rehearse(scene.plan("other", scene.postgres.name()));
        assertEquals(ProgramRehearsal.Verdict.UNCONNECTED, ran(rehearsal).verdict(), rehearsal.toString());
        assertTrue(
                ProgramText.of(rehearsal).facts().stream().anyMatch(fact -> fact.contains(scene.postgres.name())),
                ProgramText.of(rehearsal).toString());
    }

    @Test
    void whatReachesOutOfTheCopyIsNotSent() throws Exception {
        ProgramRehearsal rehearsal = scene.rehearse(scene.plan("role"));
        assertEquals(ProgramRehearsal.Verdict.HALTED, ran(rehearsal).verdict(), rehearsal.toString());
        assertEquals("0", scene.postgres.value("SELECT count(*) FROM pg_roles WHERE rolname = 'stand_in_role'"));
    }

    @Test
    void aProgramThatFailsMidwayFailsOnTheCopyAndIsToldAsHalfDoneForReal() throws Exception {
        ProgramPlan plan = scene.plan("fail");
        ProgramRehearsal rehearsal = scene.rehearse(plan);
        assertEquals(ProgramRehearsal.Verdict.FAILED, ran(rehearsal).verdict());
        assertEquals(
                "42703",
                Objects.requireNonNull(rehearsal.end())
                        .traffic()
                        .sent()
                        .getLast()
                        .state());
        ProgramRan ran = scene.desk.run(plan, new SaveChoice.Nothing(), scene.listener(_ -> {}));
        ProgramRan.Ran outcome = assertInstanceOf(ProgramRan.Ran.class, ran.outcome());
        assertEquals(ProgramRan.Verdict.FAILED, outcome.verdict());
        assertTrue(ProgramText.changes(outcome.catalog()).contains("dropped table msg_status"), outcome.toString());
    }

    @Test
    void cancellingEndsTheProgramWithItsChildrenAndSaysWhatTheCatalogSays() throws Exception {
        ProgramRan ran = scene.desk.run(scene.plan("child"), new SaveChoice.Nothing(), scene.listener(line -> {
            if (line.equals("waiting")) {
                Thread.ofVirtual().start(scene.desk::cancel);
            }
        }));
        ProgramRan.Ran outcome = assertInstanceOf(
                ProgramRan.Ran.class, ran.outcome(), ran.outcome().toString());
        assertEquals(ProgramRan.Verdict.CANCELLED, outcome.verdict());
        assertTrue(ProgramText.changes(outcome.catalog()).contains("dropped table msg_status"), outcome.toString());
        assertEquals("10", scene.postgres.value("SELECT count(*) FROM msg_messages"));
        assertFalse(childIsAlive());
    }

    @Test
    void aChildThatOutlivesTheProgramIsEndedAndTold() throws Exception {
        ProgramRehearsal rehearsal = scene.rehearse(scene.plan("orphan"));
        assertEquals(ProgramRehearsal.Verdict.GOOD, ran(rehearsal).verdict(), rehearsal.toString());
        assertEquals(1, Objects.requireNonNull(rehearsal.end()).left());
        assertFalse(childIsAlive());
    }

    @Test
    void aRehearsalThatHangsCanBeCancelled() throws Exception {
        ProgramRehearsal rehearsal = scene.desk.rehearse(scene.plan("hang"), scene.listener(line -> {
            if (line.equals("waiting")) {
                Thread.ofVirtual().start(scene.desk::cancel);
            }
        }));
        assertInstanceOf(ProgramRehearsal.Cancelled.class, rehearsal.outcome());
        assertTrue(scene.desk.rehearsed(scene.plan("hang")).isEmpty());
        assertEquals("0", scene.copies());
        assertEquals("5", scene.postgres.value("SELECT count(*) FROM msg_status"));
    }

    @Test
    void passwordsAreNeitherInTheOutputNorAnywhereInTheJournal() throws Exception {
        ProgramPlan plan = scene.plan("print", "token=abc");
        ProgramRehearsal rehearsal = scene.rehearse(plan);
        assertEquals(ProgramRehearsal.Verdict.GOOD, ran(rehearsal).verdict(), rehearsal.toString());
        assertTrue(scene.output.getFirst().startsWith("connecting to postgres://postgres:•••@127.0.0.1:"));
        assertEquals("PGPASSWORD=••• and token=abc", scene.output.get(1));
        scene.desk.run(plan, new SaveChoice.Nothing(), scene.listener(_ -> {}));
        assertFalse(rehearsal.toString().contains("p%40ss"), rehearsal.toString());
        try (Stream<Path> files = Files.walk(folder.resolve("journal"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                assertFalse(text.contains("wörd") || text.contains("p%40ss"), file.toString());
            }
        }
    }

    @Test
    void whateverChangesAfterThePlanKeepsItFromRunning() throws Exception {
        ProgramPlan plan = scene.plan("down");
        scene.git.write("package.json", "{\"changed\": true}");
        assertEquals(List.of("program.changed.checkout"), changed(plan));
        ProgramPlan dirty = scene.plan("down");
        assertNotEquals(plan.fingerprint(), dirty.fingerprint());
        scene.git.write("package.json", "{\"changed\": 2}");
        assertEquals(List.of("program.changed.checkout"), changed(dirty));
        ProgramPlan again = scene.plan("down");
        scene.postgres.execute("UPDATE msg_meta SET version = '1.3.0'");
        assertEquals(1, changed(again).size());
        ProgramPlan third = scene.plan("down");
        scene.postgres.execute("ALTER TABLE msg_quiet ADD more int");
        assertEquals(List.of("program.changed.catalog"), changed(third));
        assertEquals("5", scene.postgres.value("SELECT count(*) FROM msg_status"));
        assertEquals(List.of(), scene.output);
    }

    @Test
    void withoutARehearsalTheChecksAskAndEveryTableIsSaved() throws Exception {
        ProgramPlan plan = scene.plan("down");
        List<Check> checks = scene.desk.check(plan);
        assertEquals(
                List.of(
                        "history OK",
                        "rehearsal ASKS",
                        "lock OK",
                        "server OK",
                        "sessions OK",
                        "prepared OK",
                        "replication OK",
                        "pooler OK"),
                checks.stream().map(check -> check.id() + " " + check.state()).toList());
        assertEquals(5, scene.desk.salvage(plan).parts().size());
        assertNull(scene.desk.rehearsed(plan).orElse(null));
        scene.rehearse(plan);
        assertNotNull(scene.desk.rehearsed(plan).orElse(null));
        assertEquals(Check.State.OK, scene.desk.check(plan).get(1).state());
    }

    private List<String> changed(ProgramPlan plan) {
        ProgramRan ran = scene.desk.run(plan, new SaveChoice.Nothing(), scene.listener(_ -> {}));
        List<String> sentences = assertInstanceOf(
                        ProgramRan.Changed.class, ran.outcome(), ran.outcome().toString())
                .changes();
        return sentences.stream()
                .map(sentence -> Stream.of("program.changed.checkout", "program.changed.catalog")
                        .filter(key -> Text.of(key).equals(sentence))
                        .findFirst()
                        .orElse(sentence))
                .toList();
    }

    private boolean childIsAlive() {
        long pid = scene.output.stream()
                .filter(line -> line.startsWith("child "))
                .mapToLong(line -> Long.parseLong(line.substring(6)))
                .findFirst()
                .orElseThrow();
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static ProgramRehearsal.Ran ran(ProgramRehearsal rehearsal) {
        return assertInstanceOf(
                ProgramRehearsal.Ran.class,
                rehearsal.outcome(),
                rehearsal.outcome().toString());
    }

    private static List<String> sent(ProgramRehearsal rehearsal) {
        return Objects.requireNonNull(rehearsal.end()).traffic().sent().stream()
                .map(each -> each.text() + " | " + each.answer())
                .filter(line -> !line.startsWith("SET "))
                .toList();
    }

    private String onlyReport() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("journal/reports"))) {
            return Files.readString(files.filter(file -> file.toString().endsWith(".html"))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
