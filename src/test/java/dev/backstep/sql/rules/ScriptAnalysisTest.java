package dev.backstep.sql.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.model.Marker;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import dev.backstep.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where readers that look at one statement or one word at a time go wrong. */
class ScriptAnalysisTest {

    private static final KnownSchema BEFORE =
            ScriptAnalysis.read(Examples.SCHEMA, KnownSchema.empty()).after();

    @Test
    void wordsInCommentsStringsAndBodiesAreNotStatements() {
        assertMarker(Marker.COMPATIBLE, """
                -- DROP TABLE t;
                /* DROP TABLE t; /* nested */ DROP TABLE t; */
                INSERT INTO t (id, b) VALUES (2, 'DROP TABLE t;'), (3, E'\\'; DROP TABLE t; --'), (4, $x$DROP TABLE t;$x$);
                CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE t; END $$;
                CREATE TABLE "DROP TABLE t; --" (id int)
                """);
    }

    @Test
    void aDefaultThatIsDroppedInTheSameScriptDoesNotHelpOlderBuilds() {
        assertReasons(
                "ALTER TABLE t ADD COLUMN x int NOT NULL DEFAULT 0; ALTER TABLE t ALTER COLUMN x DROP DEFAULT",
                Marker.BREAKING,
                "Older builds insert into t without x, which is NOT NULL and has no default.");
    }

    @Test
    void rowsThatNowReferToOlderOnesKeepThemFromBeingDeleted() {
        String added = "ALTER TABLE r ADD COLUMN x int REFERENCES t (id);";
        assertMarker(Marker.COMPATIBLE, added);
        assertMarker(Marker.COMPATIBLE, added + " INSERT INTO r (id) VALUES (7)");
        assertReasons(
                added + " UPDATE r SET x = t_id",
                Marker.CONDITIONAL,
                Text.of(Rule.FILL_REFERENCES.sentenceKey(), "r", "t"));
        assertReasons(
                "ALTER TABLE r ADD COLUMN x int; UPDATE r SET x = t_id; ALTER TABLE r ADD FOREIGN KEY (x) REFERENCES t",
                Marker.CONDITIONAL,
                Text.of(Rule.FILL_REFERENCES.sentenceKey(), "r", "t"));
        assertMarker(
                Marker.COMPATIBLE,
                "ALTER TABLE r ADD COLUMN x int REFERENCES t (id) ON DELETE CASCADE; UPDATE r SET x = t_id");
    }

    @Test
    void aViewWithAStarIsMadeAnewWithWhatItsTablesHaveThen() {
        KnownSchema star = ScriptAnalysis.read("CREATE VIEW all_r AS SELECT r.* FROM r", BEFORE)
                .after();
        String anew = "DROP VIEW all_r; %s CREATE VIEW all_r AS SELECT r.* FROM r";
        assertEquals(List.of(Rule.RECREATE_SAME), rules(anew.formatted(""), star));
        assertEquals(
                List.of(Rule.ADD_COLUMN, Rule.RECREATE_VIEW),
                rules(anew.formatted("ALTER TABLE r ADD COLUMN x int;"), star));
        assertEquals(
                List.of(Rule.RENAME_COLUMN, Rule.RECREATE_VIEW_UNSEEN),
                rules(anew.formatted("ALTER TABLE r RENAME COLUMN k TO l;"), star));
    }

    private static List<Rule> rules(String sql, KnownSchema before) {
        return ScriptAnalysis.read(sql, before).reasons().stream()
                .map(Reason::rule)
                .toList();
    }

    @Test
    void aRequiredColumnThatGetsItsDefaultLaterInTheScriptIsNotRequired() {
        assertMarker(Marker.COMPATIBLE, "ALTER TABLE free ADD x int NOT NULL; ALTER TABLE free ALTER x SET DEFAULT 1");
    }

    @Test
    void columnsAreJudgedAsTheScriptLeavesThem() {
        assertReasons(
                "ALTER TABLE t ALTER u SET NOT NULL; ALTER TABLE t ALTER u SET DEFAULT 0",
                Marker.CONDITIONAL,
                Text.of(Rule.SET_NOT_NULL_WITH_DEFAULT.sentenceKey(), "t", "u"));
        assertReasons(
                "ALTER TABLE t ALTER a DROP DEFAULT, ALTER a DROP NOT NULL",
                Marker.CONDITIONAL,
                Text.of(Rule.DROP_DEFAULT.sentenceKey(), "t", "a"),
                Text.of(Rule.DROP_NOT_NULL.sentenceKey(), "t", "a"));
    }

    @Test
    void aPrimaryKeyRefusesNull() {
        assertReasons(
                "ALTER TABLE free ADD PRIMARY KEY (id)",
                Marker.BREAKING,
                Text.of(Rule.SET_NOT_NULL.sentenceKey(), "free", "id"));
    }

    @Test
    void whatTheScriptMakesItMayConstrain() {
        assertMarker(
                Marker.COMPATIBLE,
                "CREATE TABLE x (id int); ALTER TABLE x ADD PRIMARY KEY (id);"
                        + " ALTER TABLE x ADD COLUMN y int NOT NULL; CREATE UNIQUE INDEX ON x (y)");
        ScriptReading reading = ScriptAnalysis.read("CREATE TABLE x (t_id int REFERENCES t (id))", BEFORE);
        assertEquals(Marker.COMPATIBLE, reading.marker());
        assertEquals(
                List.of(new LockEffect(
                        new QName("public", "t"),
                        Lock.SHARE_ROW_EXCLUSIVE,
                        Work.NONE,
                        reading.reasons().getFirst().statement())),
                reading.locks());
    }

    @Test
    void whatTheScriptMakesAndDropsIsNothing() {
        assertMarker(Marker.COMPATIBLE, "CREATE TABLE x (id int); DROP TABLE x");
        assertMarker(Marker.COMPATIBLE, "ALTER TABLE t ADD x int NOT NULL DEFAULT 1; ALTER TABLE t DROP COLUMN x");
        assertEquals(
                List.of(),
                ScriptAnalysis.read("CREATE TABLE x (id int); DROP TABLE x", BEFORE)
                        .losses());
    }

    @Test
    void anEnumMadeAnewIsJudgedByItsLabels() {
        String rest = " ALTER TABLE m ALTER mood TYPE new_mood USING mood::text::new_mood; DROP TYPE mood;"
                + " ALTER TYPE new_mood RENAME TO mood";
        assertReasons(
                "CREATE TYPE new_mood AS ENUM ('ok', 'sad', 'new');" + rest,
                Marker.CONDITIONAL,
                "Compatible if older builds can read the labels that mood gains.");
        assertReasons(
                "CREATE TYPE new_mood AS ENUM ('ok');" + rest,
                Marker.BREAKING,
                "Older builds may write labels that mood has lost.");
        assertEquals(
                Marker.UNKNOWN,
                ScriptAnalysis.read("CREATE TYPE new_mood AS ENUM ('ok');" + rest, KnownSchema.unknown())
                        .marker());
    }

    @Test
    void aThingDroppedAndMadeAgainIsReplaced() {
        assertMarker(Marker.COMPATIBLE, "DROP INDEX t_v; CREATE UNIQUE INDEX t_v ON t USING btree (v)");
        assertMarker(Marker.COMPATIBLE, "DROP VIEW view_t; CREATE VIEW view_t AS SELECT id, a, b FROM t");
        assertMarker(Marker.BREAKING, "DROP VIEW view_t; CREATE VIEW view_t AS SELECT id FROM t");
        assertMarker(Marker.COMPATIBLE, "DROP INDEX t_b; CREATE INDEX t_b ON t (b, d)");
        assertMarker(Marker.BREAKING, "DROP INDEX t_v; CREATE UNIQUE INDEX t_v ON t (v) WHERE v <> ''");
        assertReasons(
                "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (id)",
                Marker.COMPATIBLE,
                "t.t_pkey is dropped and made again, unchanged.");
    }

    @Test
    void aBackfillDoesNotProtectOlderWriters() {
        assertMarker(Marker.BREAKING, "UPDATE t SET u = 0 WHERE u IS NULL; ALTER TABLE t ALTER u SET NOT NULL");
    }

    @Test
    void severalActionsOfOneStatementAreJudgedInOrder() {
        assertReasons(
                "ALTER TABLE t ADD COLUMN x int, DROP COLUMN b, ALTER COLUMN v TYPE text",
                Marker.BREAKING,
                "Older builds use b of t, which is gone.");
    }

    @Test
    void wideningNeedsTheOldType() {
        assertMarker(Marker.COMPATIBLE, "ALTER TABLE t ALTER v TYPE varchar(11)");
        assertMarker(Marker.BREAKING, "ALTER TABLE t ALTER v TYPE varchar(9)");
        assertEquals(
                Marker.UNKNOWN,
                ScriptAnalysis.read("ALTER TABLE t ALTER v TYPE varchar(11)", KnownSchema.unknown())
                        .marker());
    }

    @Test
    void aDroppedColumnTakesItsIndexesAndConstraintsAlong() {
        KnownSchema after = ScriptAnalysis.read("ALTER TABLE t DROP COLUMN u, DROP COLUMN v", BEFORE)
                .after();
        assertFalse(after.objects().containsKey(ObjectId.constraint(new QName("public", "t"), "t_u_key")));
        assertFalse(after.objects().containsKey(ObjectId.of(ObjectKind.INDEX, new QName("public", "t_v"))));
    }

    @Test
    void namesFollowTheSearchPathAndRenames() {
        assertMarker(
                Marker.COMPATIBLE,
                "CREATE TABLE other.x (id int); SET search_path TO other; ALTER TABLE x ADD y int NOT NULL");
        ScriptReading moved = ScriptAnalysis.read("ALTER TABLE t RENAME TO t2; ALTER TABLE t2 DROP COLUMN b", BEFORE);
        assertEquals(Marker.BREAKING, moved.marker());
        assertTrue(moved.after().objects().containsKey(ObjectId.column(new QName("public", "t2"), "a")));
        assertEquals(
                Marker.COMPATIBLE,
                ScriptAnalysis.read(
                                "CREATE TABLE a (id int); ALTER TABLE a RENAME TO b; ALTER TABLE b ADD c int NOT NULL",
                                BEFORE)
                        .marker());
    }

    @Test
    void notValidHelpsTheLockOnly() {
        ScriptReading reading = ScriptAnalysis.read("ALTER TABLE t ADD CONSTRAINT t_c CHECK (d > 0) NOT VALID", BEFORE);
        assertEquals(Marker.CONDITIONAL, reading.marker());
        assertEquals(Work.NONE, reading.locks().getFirst().work());
    }

    @Test
    void onConflictNeedsTheUniqueIndex() {
        assertMarker(Marker.BREAKING, "DROP INDEX t_v");
        assertMarker(Marker.COMPATIBLE, "DROP INDEX t_b");
        assertEquals(
                Marker.CONDITIONAL,
                ScriptAnalysis.read("DROP INDEX t_b", KnownSchema.unknown()).marker());
    }

    @Test
    void locksOfEarlierStatementsAreStillThere() {
        List<LockEffect> locks = ScriptAnalysis.read("ALTER TABLE t ADD x int; UPDATE t SET x = 1", BEFORE)
                .locks();
        assertEquals(
                List.of(Lock.ACCESS_EXCLUSIVE, Lock.ROW_EXCLUSIVE),
                locks.stream().map(LockEffect::lock).toList());
    }

    @Test
    void blocksAreReadAsFarAsTheyAreStatic() {
        assertReasons(
                "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM t) THEN ALTER TABLE t DROP COLUMN b; END IF; END $$",
                Marker.BREAKING,
                "Older builds use b of t, which is gone.");
        assertMarker(Marker.COMPATIBLE, "DO $$ BEGIN EXECUTE 'CREATE TABLE x (id int)'; END $$");
        assertMarker(
                Marker.COMPATIBLE,
                "DO 'BEGIN CREATE TYPE x AS ENUM (''a''); EXCEPTION WHEN duplicate_object THEN NULL; END'");
        assertMarker(Marker.UNKNOWN, "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'x'; END $$");
        assertMarker(Marker.UNKNOWN, "DO LANGUAGE plpython3u $$ pass $$");
        assertMarker(Marker.UNKNOWN, "DO $$ BEGIN PERFORM drop_everything(); END $$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is not SQL",
                "CREATE TABLE x (id int",
                "\\i other.sql",
                "COPY t FROM STDIN;\n1\t2\n\\.\n",
                "CALL something()",
                "ALTER SYSTEM SET work_mem = '1MB'",
                "\0\uFFFD\u0001"
            })
    void whatIsNotUnderstoodIsUnknown(String sql) {
        assertMarker(Marker.UNKNOWN, sql);
    }

    @Test
    void theHeaderDeclaresAndIsContradictedByTheSql() {
        ScriptReading honest = ScriptAnalysis.read("-- a title\n-- backstep: breaking — ask Ada\nSELECT 1", BEFORE);
        assertEquals(new Declaration(Marker.BREAKING, "ask Ada"), honest.declared());
        assertFalse(honest.contradictsDeclaration());
        ScriptReading wrong = ScriptAnalysis.read("-- Backstep: compatible\nDROP TABLE t", BEFORE);
        assertEquals(new Declaration(Marker.COMPATIBLE, ""), wrong.declared());
        assertTrue(wrong.contradictsDeclaration());
        assertNull(
                ScriptAnalysis.read("SELECT 1; -- backstep: breaking", BEFORE).declared());
    }

    @Test
    void lossesNameWhatGoes() {
        ScriptReading reading = ScriptAnalysis.read(
                "DROP TABLE r CASCADE; ALTER TABLE t DROP COLUMN b; DELETE FROM m; DROP SEQUENCE s", BEFORE);
        assertEquals(
                List.of("TABLE r true", "COLUMN t.b false", "ROWS_DELETED m false", "SEQUENCE s false"),
                reading.losses().stream()
                        .map(loss -> loss.kind() + " " + loss.subject() + " " + loss.cascades())
                        .toList());
    }

    @Test
    void largeAndHostileTextEndsInTime() {
        List<String> pieces = List.of(
                "INSERT INTO t VALUES (1, 'text');\n",
                "(",
                "/*",
                "SELECT ",
                "CASE ",
                "- ",
                "a,",
                "$a",
                "ALTER TABLE t ADD ",
                "DROP FUNCTION a, b;",
                "NOT ",
                "CREATE TABLE x (a int);",
                "DO $$ BEGIN",
                "'x' ",
                "CREATE TABLE t (id int REFERENCES u (id));",
                "COMMENT ON FUNCTION f ");
        for (String piece : pieces) {
            String sql = "SELECT " + piece.repeat(4_000_000 / piece.length());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> ScriptAnalysis.read(sql, BEFORE), () -> "4 MB of " + piece);
            String nested = "SELECT " + piece.repeat(200_000 / piece.length());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> ScriptAnalysis.read(nested, BEFORE), () -> "200 kB of " + piece);
        }
    }

    @Test
    void twentyMegabytesAreNotRead() {
        String sql = "-- backstep: compatible\n" + "INSERT INTO t VALUES (1);\n".repeat(800_000);
        ScriptReading reading =
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> ScriptAnalysis.read(sql, BEFORE));
        assertEquals(Marker.UNKNOWN, reading.marker());
        assertEquals("This is too large to be read.", sentence(reading.reasons().getFirst()));
        assertEquals(new Declaration(Marker.COMPATIBLE, ""), reading.declared());
    }

    @Test
    void anyTextIsReadWithoutAnError() {
        Random random = new Random(11);
        String[] words = (Examples.SCHEMA
                        + "ALTER DROP RENAME ADD COLUMN CONSTRAINT TYPE DO $$ EXECUTE ' CASCADE IF EXISTS")
                .split("\\s+", -1);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int n = random.nextInt(20); n >= 0; n--) {
                sql.append(words[random.nextInt(words.length)]).append(' ');
            }
            ScriptReading reading = ScriptAnalysis.read(sql.toString(), BEFORE);
            assertFalse(reading.reasons().isEmpty(), sql::toString);
            reading.reasons().forEach(ScriptAnalysisTest::sentence);
        }
    }

    private static void assertMarker(Marker marker, String sql) {
        ScriptReading reading = ScriptAnalysis.read(sql, BEFORE);
        assertEquals(marker, reading.marker(), () -> reading.reasons().toString());
    }

    private static void assertReasons(String sql, Marker marker, String... sentences) {
        ScriptReading reading = ScriptAnalysis.read(sql, BEFORE);
        assertEquals(marker, reading.marker());
        assertEquals(
                List.of(sentences),
                reading.decisive().stream().map(ScriptAnalysisTest::sentence).toList());
    }

    private static String sentence(Reason reason) {
        String sentence = Text.of(reason.sentenceKey(), reason.arguments().toArray());
        assertFalse(sentence.matches(".*\\{\\d}.*"), sentence);
        return sentence;
    }
}
