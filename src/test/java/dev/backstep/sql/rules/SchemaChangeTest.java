package dev.backstep.sql.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a script makes of the schema: a table's parts follow it, what comes to nothing is not told. */
class SchemaChangeTest {

    private static final KnownSchema BEFORE =
            ScriptAnalysis.read("""
                    CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, age int);
                    CREATE TABLE old (id int);
                    CREATE TYPE mood AS ENUM ('sad', 'ok');
                    CREATE INDEX by_name ON users (name);
                    """, KnownSchema.empty()).after();

    @Test
    void everythingThatDiffersInTheEndIsTold() {
        assertEquals(
                List.of(
                        "CHANGED mood [(sad, ok)]->[(sad, ok, glad)]",
                        "ADDED mood2 []->[(a)]",
                        "REMOVED old []->[]",
                        "REMOVED old.id [integer]->[]",
                        "REMOVED users.age [integer]->[]",
                        "ADDED users.kind []->[text NOT NULL DEFAULT 'x']",
                        "CHANGED users.name [text NOT NULL]->[text]",
                        "ADDED by_kind []->[UNIQUE (kind)]",
                        "REMOVED by_name [(name)]->[]"),
                changes("""
                        ALTER TABLE users ADD COLUMN kind text NOT NULL DEFAULT 'x', DROP COLUMN age;
                        ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
                        DROP INDEX by_name;
                        CREATE UNIQUE INDEX by_kind ON users (kind);
                        DROP TABLE old;
                        ALTER TYPE mood ADD VALUE 'glad';
                        CREATE TYPE mood2 AS ENUM ('a');
                        CREATE TABLE brief (id int);
                        DROP TABLE brief;
                        """, BEFORE));
    }

    @Test
    void whatNobodySawMadeIsToldWhereItIsLost() {
        assertEquals(
                List.of("REMOVED teams []->[]", "REMOVED users.age []->[]"),
                changes("DROP TABLE teams; ALTER TABLE users DROP COLUMN age;", KnownSchema.unknown()));
    }

    private static List<String> changes(String up, KnownSchema before) {
        return SchemaChange.of(before, ScriptAnalysis.read(up, before)).stream()
                .map(change -> change.kind() + " " + change.id() + " [" + change.was() + "]->[" + change.is() + "]")
                .toList();
    }
}
