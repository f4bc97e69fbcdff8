package dev.backstep.sql.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.sql.rules.Reversal.Finding;
import dev.backstep.sql.rules.Reversal.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReversalTest {

    private static final KnownSchema BEFORE =
            ScriptAnalysis.read(Examples.SCHEMA, KnownSchema.empty()).after();

    @Test
    void aDownThatTakesEverythingBackHasNoFinding() {
        String up = "ALTER TABLE t ADD COLUMN x int, ADD COLUMN y int REFERENCES r (id); CREATE INDEX t_x ON t (x);"
                + " CREATE TABLE new (id int PRIMARY KEY)";
        String down = "DROP TABLE new; DROP INDEX t_x; ALTER TABLE t DROP COLUMN x, DROP COLUMN IF EXISTS y";
        assertEquals(new Reversal(List.of(), true), Reversal.of(up, down, BEFORE));
    }

    @Test
    void aForgottenColumnIsNamed() {
        String up = "ALTER TABLE t ADD COLUMN x int, ADD COLUMN y int";
        assertEquals(
                new Reversal(List.of(new Finding(Kind.LEAVES, "t.y")), true),
                Reversal.of(up, "ALTER TABLE t DROP COLUMN x", BEFORE));
    }

    @Test
    void nothingCommentsAndIdleStatementsAreToldApart() {
        String up = "CREATE SEQUENCE x";
        assertEquals(
                List.of(new Finding(Kind.BLANK, ""), new Finding(Kind.LEAVES, "x")),
                Reversal.of(up, " \n", BEFORE).findings());
        assertEquals(
                List.of(new Finding(Kind.COMMENTS, ""), new Finding(Kind.LEAVES, "x")),
                Reversal.of(up, "-- no way back", BEFORE).findings());
        assertEquals(
                List.of(new Finding(Kind.IDLE, ""), new Finding(Kind.LEAVES, "x")),
                Reversal.of(up, "SELECT 1", BEFORE).findings());
        assertEquals(new Reversal(List.of(), true), Reversal.of("SELECT 1", "", BEFORE));
    }

    @Test
    void whatComesBackOtherwiseOrNotAtAllIsNamed() {
        String up = "ALTER TABLE t DROP COLUMN b, DROP COLUMN d";
        assertEquals(
                List.of(
                        new Finding(Kind.DIFFERS, "t.b"),
                        new Finding(Kind.MISSES, "t.d"),
                        new Finding(Kind.MISSES, "t_b"),
                        new Finding(Kind.MISSES, "t_stats"),
                        new Finding(Kind.DATA_LOST, "t.b"),
                        new Finding(Kind.DATA_LOST, "t.d")),
                Reversal.of(up, "ALTER TABLE t ADD COLUMN b int", BEFORE).findings());
    }

    @Test
    void aDownThatNewRowsCanStopSaysSo() {
        assertEquals(
                List.of(new Finding(Kind.DIFFERS, "t.d"), new Finding(Kind.MAY_FAIL, "t.a")),
                Reversal.of(
                                "ALTER TABLE t ALTER a DROP NOT NULL, ALTER d SET NOT NULL",
                                "ALTER TABLE t ALTER a SET NOT NULL",
                                BEFORE)
                        .findings());
    }

    @Test
    void whatIsNotUnderstoodMakesItUncertain() {
        String dynamic = "DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'x'); END $$";
        assertEquals(
                new Reversal(List.of(), false), Reversal.of("CREATE TABLE x ()", "DROP TABLE x; " + dynamic, BEFORE));
    }

    @Test
    void settingsOfTablesAndTriggersComeBackOrDiffer() {
        for (String[] pair : new String[][] {
            {"ALTER TABLE t SET (fillfactor = 70)", "ALTER TABLE t RESET (fillfactor)", "t"},
            {"ALTER TABLE free SET UNLOGGED", "ALTER TABLE free SET LOGGED", "free"},
            {"ALTER TABLE t DISABLE TRIGGER ALL", "ALTER TABLE t ENABLE TRIGGER t_touch", "t.t_touch"},
            {"ALTER TABLE t ENABLE ROW LEVEL SECURITY", "ALTER TABLE t DISABLE ROW LEVEL SECURITY", "t"},
            {"ALTER TABLE t FORCE ROW LEVEL SECURITY", "ALTER TABLE t NO FORCE ROW LEVEL SECURITY", "t"},
            {"ALTER TABLE p DETACH PARTITION p1", "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1)", "p1"},
            {"ALTER TABLE p ATTACH PARTITION free FOR VALUES IN (3)", "ALTER TABLE p DETACH PARTITION free", "free"}
        }) {
            assertEquals(new Reversal(List.of(), true), Reversal.of(pair[0], pair[1], BEFORE), pair[0]);
            assertEquals(
                    List.of(new Finding(Kind.DIFFERS, pair[2])),
                    Reversal.of(pair[0], "ANALYZE t", BEFORE).findings());
        }
    }

    @Test
    void whatIsAlteredInPlaceIsUncertainUnlessTheScriptMadeIt() {
        String alter = "ALTER FUNCTION twice(int) IMMUTABLE";
        assertEquals(new Reversal(List.of(), false), Reversal.of(alter, "ALTER FUNCTION twice(int) VOLATILE", BEFORE));
        String made = "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION x() IMMUTABLE";
        assertEquals(new Reversal(List.of(), true), Reversal.of(made, "DROP FUNCTION x()", BEFORE));
    }
}
