package dev.backstep.rollback.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.rollback.LiveUndoDesk;
import dev.backstep.rollback.Ran;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.Saved;
import dev.backstep.rollback.saved.SavedScene;
import dev.backstep.rollback.saved.Saver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rollback took comes back as it was, and what cannot is said. */
class UndoTest {

    @TempDir
    private Path folder;

    private SavedScene scene;

    @BeforeEach
    void open() {
        scene = new SavedScene(folder.resolve("journal"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyTypeComesBackFromADroppedTable(boolean file) throws Exception {
        boolean xml = xml();
        scene.migration(
                EveryType.TYPES
                        + "CREATE TABLE every_type (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, serial serial, "
                        + EveryType.declared("", xml) + ", doubled numeric GENERATED ALWAYS AS (num * 2) STORED)",
                "DROP TABLE every_type; " + EveryType.DROP_TYPES);
        scene.postgres.execute(EveryType.insert(xml) + "SELECT setval('every_type_serial_seq', 40, false)");
        List<String> all = List.of("every_type|id, serial, doubled, " + EveryType.names("", xml));
        String before = sums(all);
        assertWhole(there(file));
        assertEquals(before, sums(all));
        assertEquals(
                "7 40", scene.postgres.value("INSERT INTO every_type (num) VALUES (1) RETURNING id || ' ' || serial"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyTypeComesBackIntoDroppedColumns(boolean file) throws Exception {
        boolean xml = xml();
        scene.migration("CREATE TABLE every_type (id uuid PRIMARY KEY DEFAULT gen_random_uuid())", "SELECT 1");
        scene.migration(
                EveryType.TYPES + "ALTER TABLE every_type ADD number int GENERATED ALWAYS AS IDENTITY, "
                        + EveryType.declared("ADD ", xml)
                        + ", ADD doubled numeric GENERATED ALWAYS AS (num * 2) STORED",
                "ALTER TABLE every_type DROP COLUMN doubled, DROP COLUMN number, "
                        + EveryType.names("DROP COLUMN ", xml) + "; " + EveryType.DROP_TYPES);
        scene.postgres.execute(EveryType.insert(xml));
        List<String> all = List.of("every_type|id, number, doubled, " + EveryType.names("", xml));
        String before = sums(all);
        assertInstanceOf(
                RunOutcome.RolledBack.class,
                scene.run(scene.plan(Version.of(1)), there(file)).outcome());
        assertWhole(undo());
        assertEquals(before, sums(all));
        assertEquals("7", scene.postgres.value("INSERT INTO every_type (num) VALUES (1) RETURNING number"));
    }

    @Test
    void foreignKeysBothWaysTriggersPartitionsAndHeirsComeBack() throws Exception {
        String up = """
                CREATE TABLE boss (id int PRIMARY KEY, deputy int);
                CREATE TABLE deputy (id int PRIMARY KEY, boss int NOT NULL REFERENCES boss);
                ALTER TABLE boss ADD FOREIGN KEY (deputy) REFERENCES deputy;
                CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree ON DELETE CASCADE);
                CREATE TABLE log (what text);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN INSERT INTO log VALUES (TG_TABLE_NAME || TG_OP); RETURN NEW; END $$;
                CREATE TRIGGER noted BEFORE INSERT OR UPDATE ON tree FOR EACH ROW EXECUTE FUNCTION note();
                CREATE TRIGGER always AFTER INSERT ON tree FOR EACH ROW EXECUTE FUNCTION note();
                ALTER TABLE tree ENABLE ALWAYS TRIGGER always;
                CREATE TABLE measure (id int, day date, boss int REFERENCES boss, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
                CREATE TABLE measure_1 PARTITION OF measure FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
                CREATE TABLE measure_2 PARTITION OF measure FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')
                    PARTITION BY LIST (id);
                CREATE TABLE measure_2a PARTITION OF measure_2 DEFAULT;
                CREATE TABLE mother (id int PRIMARY KEY, note text); CREATE TABLE heir (more text) INHERITS (mother);
                """;
        scene.migration(up, """
                DROP TABLE heir; DROP TABLE mother; DROP TABLE measure; DROP TABLE tree; DROP TABLE log; DROP FUNCTION note;
                DROP TABLE boss, deputy CASCADE
                """);
        scene.postgres.execute("""
                INSERT INTO boss VALUES (1, NULL), (2, NULL); INSERT INTO deputy VALUES (10, 1), (20, 2);
                UPDATE boss SET deputy = id * 10;
                INSERT INTO tree VALUES (5, NULL), (4, 5), (1, 4); UPDATE tree SET parent = 1 WHERE id = 5;
                INSERT INTO measure SELECT i, d, 1 + i % 2 FROM generate_series(1, 50) i, unnest('{2020-05-05,2021-05-05}'::date[]) d;
                INSERT INTO mother VALUES (1, 'only mother'); INSERT INTO heir VALUES (2, 'heir', 'more')
                """);
        List<String> tables = List.of(
                "boss|*",
                "deputy|*",
                "tree|*",
                "log|*",
                "measure|*",
                "measure_1|*",
                "measure_2a|*",
                "ONLY mother|*",
                "heir|*");
        String before = sums(tables);
        assertInstanceOf(RunOutcome.RolledBack.class, scene.run(there(true)).outcome());
        assertWhole(undo());
        assertEquals(before, sums(tables));
        assertEquals(
                "always A, noted O",
                scene.postgres.value(
                        "SELECT string_agg(tgname::text || ' ' || tgenabled::text, ', ' ORDER BY tgname) FROM pg_trigger"
                                + " WHERE NOT tgisinternal"));
        assertEquals("0", scene.postgres.value("SELECT count(*) FROM pg_constraint WHERE condeferrable"));
    }

    @Test
    void deletedRowsComeBackAndWhatOthersWroteMeanwhileStays() throws Exception {
        scene.migration("CREATE TABLE item (id int PRIMARY KEY, name text)", "DELETE FROM item WHERE id > 2");
        scene.postgres.execute("INSERT INTO item VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')");
        scene.migration(
                "ALTER TABLE item ADD note text; UPDATE item SET note = 'n' || id",
                "ALTER TABLE item DROP COLUMN note");
        // The way back meets the table there already.
        scene.replaceUp(1, "CREATE TABLE IF NOT EXISTS item (id int PRIMARY KEY, name text)");
        scene.replaceUp(2, "ALTER TABLE item ADD note text");
        assertInstanceOf(RunOutcome.RolledBack.class, scene.run(there(true)).outcome());
        scene.postgres.execute(
                "UPDATE item SET name = 'mine' WHERE id = 2; INSERT INTO item VALUES (4, 'taken'), (9, 'new')");
        Ran ran = undo();
        assertInstanceOf(RunOutcome.RolledBack.class, ran.outcome());
        assertEquals(
                List.of(new PutBack.Table("item", 2, 2, "rows with the same key are there, with other values")),
                putBack(ran).tables());
        assertEquals(
                "1 a n1, 2 mine n2, 3 c n3, 4 taken n4, 9 new ",
                scene.postgres.value(
                        "SELECT string_agg(concat_ws(' ', id, name, coalesce(note, '')), ', ' ORDER BY id) FROM item"));
    }

    @Test
    void rowsThatReferToWhatIsGoneAreLeftOutAndTheRestComesBack() throws Exception {
        scene.migration("CREATE TABLE kept (id int PRIMARY KEY)", "SELECT 1");
        scene.migration(
                "CREATE TABLE child (id int PRIMARY KEY, kept int REFERENCES kept); CREATE TABLE other (id int)",
                "DROP TABLE child; DROP TABLE other");
        scene.postgres.execute(
                "INSERT INTO kept VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2); INSERT INTO other VALUES (7)");
        assertInstanceOf(
                RunOutcome.RolledBack.class,
                scene.run(scene.plan(Version.of(1)), there(true)).outcome());
        scene.postgres.execute("DELETE FROM kept WHERE id = 2");
        Ran ran = undo();
        assertInstanceOf(RunOutcome.RolledBack.class, ran.outcome(), ran.toString());
        assertEquals(
                List.of(
                        new PutBack.Table("child", 0, 2, "they refer to rows that are not there any more"),
                        new PutBack.Table("other", 1, 0, "")),
                putBack(ran).tables());
    }

    @Test
    void aSchemaThatDiffersIsSaid() throws Exception {
        scene.migration("CREATE TABLE one (id int PRIMARY KEY)", "DROP TABLE one");
        scene.postgres.execute("CREATE INDEX by_hand ON one (id); COMMENT ON TABLE one IS 'ours'");
        assertInstanceOf(RunOutcome.RolledBack.class, scene.run(there(true)).outcome());
        Ran ran = undo();
        assertEquals(
                List.of("by_hand DROPPED", "public.one (table) DROPPED"),
                putBack(ran).difference().entries().stream()
                        .map(entry -> entry.id() + " " + entry.kind())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCatalogOfTheMomentIsKeptWhateverWasReadBefore(boolean changed) throws Exception {
        scene.migration("CREATE TABLE a (id int PRIMARY KEY, b text DEFAULT 'x')", "DROP TABLE a");
        Plan plan = scene.plan();
        scene.desk.salvage(plan);
        if (changed) {
            scene.postgres.execute("ALTER TABLE a ALTER b SET DEFAULT 'y'; CREATE VIEW v AS SELECT 1 AS one");
        }
        scene.desk.check(plan);
        List<UndoRecord.Thing> now =
                UndoRecord.things(scene.database.read(connection -> CatalogReader.read(connection, Saver.scope(plan))));
        scene.run(plan, new SaveChoice.Nothing());
        UndoRecord kept = new UndoBook(scene.journal.keepsakes()).all().getFirst();
        assertEquals(now, kept.catalog());
        assertEquals(
                List.of("CREATE TABLE a (id int PRIMARY KEY, b text DEFAULT 'x')"),
                kept.steps().stream().map(UndoRecord.UndoStep::up).toList());
    }

    @Test
    void stepsOutsideATransactionArePutBackToo() throws Exception {
        scene.migration("CREATE TABLE one (id int PRIMARY KEY, n int)", "DROP TABLE one");
        scene.postgres.execute("INSERT INTO one VALUES (1, 2)");
        scene.migration(
                "CREATE INDEX CONCURRENTLY one_n ON one (n)",
                "DROP INDEX CONCURRENTLY one_n",
                new Finding.OutsideTransaction(List.of("DROP INDEX CONCURRENTLY one_n")));
        assertInstanceOf(RunOutcome.RolledBack.class, scene.run(there(true)).outcome());
        assertWhole(undo());
        assertEquals("1 2 false", scene.postgres.value("SELECT count(*) FROM one") + " " + scene.version());
    }

    @Test
    void aChangedOrMissingFileIsRefusedBeforeAnythingRuns() throws Exception {
        scene.migration("CREATE TABLE one (id int PRIMARY KEY)", "DROP TABLE one");
        scene.postgres.execute("INSERT INTO one SELECT generate_series(1, 1000)");
        Saved.InFile saved =
                assertInstanceOf(Saved.InFile.class, scene.run(there(true)).saved());
        byte[] bytes = Files.readAllBytes(saved.file());
        bytes[200] ^= 1;
        Files.write(saved.file(), bytes);
        RunOutcome.Stopped changed = assertInstanceOf(RunOutcome.Stopped.class, undo().outcome());
        assertEquals(
                "The file " + saved.file()
                        + " is not whole, or was changed after it was written. Nothing was taken from" + " it.",
                changed.reason());
        Files.delete(saved.file());
        assertInstanceOf(RunOutcome.Stopped.class, undo().outcome());
        assertEquals(null, scene.version());
    }

    @Test
    void aChangedSchemaIsRefusedBeforeAnythingRuns() throws Exception {
        scene.migration("CREATE TABLE one (id int PRIMARY KEY, t text)", "DROP TABLE one");
        scene.postgres.execute("INSERT INTO one VALUES (1, 'a'), (2, 'b')");
        Saved.InSchema saved =
                assertInstanceOf(Saved.InSchema.class, scene.run(there(false)).saved());
        scene.postgres.execute("UPDATE " + saved.schema() + ".\"0001_one\" SET t = 'c' WHERE id = 2");
        RunOutcome.Stopped changed = assertInstanceOf(RunOutcome.Stopped.class, undo().outcome());
        assertEquals(
                "The table 0001_one of the schema " + saved.schema()
                        + " is not as it was written. Nothing was taken from it.",
                changed.reason());
        assertEquals(null, scene.version());
    }

    @Test
    void aDatabaseThatMovedOnIsNotPutBack() throws Exception {
        scene.migration("CREATE TABLE one (id int PRIMARY KEY)", "DROP TABLE one");
        scene.migration("CREATE TABLE two (id int PRIMARY KEY)", "DROP TABLE two");
        scene.run(there(true));
        scene.postgres.execute("INSERT INTO schema_migrations VALUES (7, false)");
        assertEquals(
                "undo.moved", assertThrows(BackstepException.class, this::undo).key());
        scene.postgres.execute("UPDATE schema_migrations SET version = 2");
        assertEquals(
                "undo.nothing",
                assertThrows(BackstepException.class, this::undo).key());
    }

    @Test
    void aMillionRowsComeBack() throws Exception {
        scene.migration(
                "CREATE TABLE big (id bigint PRIMARY KEY, name text, at timestamptz, amount numeric)",
                "DROP TABLE big");
        scene.migration("CREATE TABLE wide (id bigint PRIMARY KEY)", "SELECT 1");
        scene.migration("ALTER TABLE wide ADD COLUMN note text", "ALTER TABLE wide DROP COLUMN note");
        // "wide" stays, since its migration's down script drops nothing.
        scene.replaceUp(2, "SELECT 1");
        scene.postgres.execute(
                "INSERT INTO big SELECT i, md5(i::text), '2020-01-01'::timestamptz + i * interval '1 second',"
                        + " i / 7.0 FROM generate_series(1, 1000000) i;"
                        + "INSERT INTO wide SELECT i, md5(i::text) FROM generate_series(1, 100000) i");
        String sum = "SELECT count(*) || ' ' || sum(hashtextextended(r::text, 0)) FROM ";
        String before =
                scene.postgres.value(sum + "big r") + scene.postgres.value(sum + "(SELECT id, note FROM wide) r");
        RunLimits limits = RunLimits.DEFAULT;
        assertInstanceOf(
                RunOutcome.RolledBack.class,
                scene.desk
                        .run(scene.plan(), there(true), limits, new SavedScene.Quiet())
                        .outcome());
        assertInstanceOf(RunOutcome.RolledBack.class, undo().outcome());
        assertEquals(
                before,
                scene.postgres.value(sum + "big r") + scene.postgres.value(sum + "(SELECT id, note FROM wide) r"));
    }

    /** Whether this server was built with XML. */
    private boolean xml() {
        return "t"
                .equals(scene.postgres.value(
                        "SELECT count(*) > 0 FROM pg_config WHERE setting LIKE '%--with-libxml%'"));
    }

    private SaveChoice there(boolean file) {
        return file ? new SaveChoice.ToFolder(folder.resolve("saves"), false) : new SaveChoice.InSchema();
    }

    private void assertWhole(SaveChoice save) throws Exception {
        assertInstanceOf(RunOutcome.RolledBack.class, scene.run(save).outcome());
        assertWhole(undo());
    }

    private static void assertWhole(Ran ran) {
        assertInstanceOf(RunOutcome.RolledBack.class, ran.outcome(), ran.toString());
        PutBack putBack = putBack(ran);
        assertTrue(putBack.whole(), putBack.toString());
    }

    /** As after a restart: only what is in the journal is known. */
    private Ran undo() throws BackstepException {
        List<UndoRecord> kept = new UndoBook(scene.journal.keepsakes()).all();
        assertEquals(1, kept.size());
        LiveUndoDesk desk = new LiveUndoDesk(scene.database, kept.getFirst(), scene.journal);
        return desk.run(desk.plan(), new SaveChoice.Nothing(), RunLimits.DEFAULT, new SavedScene.Quiet());
    }

    private String sums(List<String> tables) {
        List<String> sums = new ArrayList<>();
        for (String table : tables) {
            String[] parts = table.split("\\|", 2);
            sums.add(parts[0] + " " + scene.sum(parts[0], parts[1]));
        }
        return String.join("\n", sums);
    }

    private static PutBack putBack(Ran ran) {
        return Objects.requireNonNull(ran.putBack(), ran::toString);
    }
}
