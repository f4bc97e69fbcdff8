package dev.backstep.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** In the form that pg_dump 15.18 and 18 write. */
class DumpTextTest {

    @Test
    void whatPgDumpWritesForPsqlAloneGoesAndNothingElseDoes() {
        String body = "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT '\n\\restrict a\n' $$";
        DumpText dump = DumpText.of("""
                --
                -- PostgreSQL database dump
                --

                \\restrict 6JZ4vr1Q1CqK9e5Xb0d

                -- Dumped from database version 15.18

                SET statement_timeout = 0;
                %s;
                COMMENT ON TABLE t IS 'x
                \\unrestrict 6JZ4vr1Q1CqK9e5Xb0d
                ';

                \\unrestrict 6JZ4vr1Q1CqK9e5Xb0d

                """.formatted(body));
        assertEquals(
                List.of(
                        "SET statement_timeout = 0",
                        body,
                        "COMMENT ON TABLE t IS 'x\n\\unrestrict 6JZ4vr1Q1CqK9e5Xb0d\n'"),
                dump.statements().stream().map(Statement::text).toList());
        assertEquals(List.of(), dump.commands());
    }

    @Test
    void everyOtherCommandIsShown() {
        assertEquals(
                List.of("\\connect other", "\\restrict a b", "\\! rm"),
                DumpText.of("\\connect other\n\\restrict a b\nSELECT 1;\n  \\! rm\n")
                        .commands());
        assertEquals(List.of(), DumpText.of("").statements());
    }
}
