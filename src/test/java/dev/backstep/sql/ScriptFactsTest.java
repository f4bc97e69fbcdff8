package dev.backstep.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptFactsTest {

    @Test
    void nothingAndCommentsAloneAreToldApart() {
        assertTrue(ScriptFacts.of(" \n\t").blank());
        assertFalse(ScriptFacts.of(" \n\t").commentsOnly());
        assertFalse(ScriptFacts.of("-- nothing to undo\n;").blank());
        assertTrue(ScriptFacts.of("-- nothing to undo").commentsOnly());
        assertFalse(ScriptFacts.of("SELECT 1").commentsOnly());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "begin work isolation level serializable",
                "START TRANSACTION READ ONLY",
                "COMMIT",
                "/* x */ COMMIT AND CHAIN",
                "END",
                "ROLLBACK",
                "ROLLBACK TRANSACTION",
                "ABORT",
                "PREPARE TRANSACTION 'x'",
                "COMMIT PREPARED 'x'",
                "ROLLBACK PREPARED 'x'"
            })
    void transactionControlIsReported(String sql) {
        ScriptFacts facts = ScriptFacts.of("SELECT 1; " + sql + ";");
        assertEquals(List.of(sql.replace("/* x */ ", "")), facts.transactionControl());
        assertEquals(List.of(), facts.outsideTransaction());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLLBACK TO SAVEPOINT a",
                "ROLLBACK WORK TO a",
                "SAVEPOINT begin_here",
                "RELEASE a",
                "PREPARE transaction_count AS SELECT 1",
                "-- BEGIN\nSELECT 'COMMIT;'",
                "SELECT CASE WHEN a THEN b END FROM t",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END",
                "SET TRANSACTION READ ONLY"
            })
    void whatOnlyLooksLikeTransactionControlIsNot(String sql) {
        assertEquals(List.of(), ScriptFacts.of(sql).transactionControl());
        assertEquals(List.of(), ScriptFacts.of(sql).outsideTransaction());
    }

    @Test
    void linesForPsqlAreReported() {
        String sql = "\\set on 1\n  \\i other.sql\nSELECT '\n\\x';\n/*\n\\y\n*/ SELECT a \\g\n";
        assertEquals(List.of("\\set on 1", "\\i other.sql"), ScriptFacts.of(sql).metaCommands());
    }
}
