package dev.backstep.sql.reverse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.ScriptAnalysis;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReverserTest {

    private static final KnownSchema SCHEMA =
            ScriptAnalysis.read("""
                    CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL DEFAULT 'x', age int, kind text);
                    CREATE UNIQUE INDEX by_name ON users USING btree (lower(name)) WHERE name <> '';
                    ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 17), ADD CONSTRAINT once UNIQUE (kind, age);
                    CREATE VIEW adults AS SELECT id FROM users;
                    CREATE TYPE mood AS ENUM ('ok');
                    """, KnownSchema.empty()).after();

    @Test
    void statementsAreTakenBackFromTheLastToTheFirst() {
        assertEquals(
                List.of(
                        "DROP ROUTINE \"f\"(integer)",
                        "DROP TRIGGER \"t\" ON \"users\"",
                        "ALTER TYPE \"mood\" RENAME VALUE 'fine' TO 'ok'",
                        "ALTER TABLE \"users\" RENAME COLUMN \"years\" TO \"age\"",
                        "ALTER TABLE \"people\" RENAME TO \"users\"",
                        "DROP VIEW \"v\"",
                        "DROP TYPE \"colour\"",
                        "DROP TABLE \"posts\""),
                back("""
                        CREATE TABLE posts (id bigint PRIMARY KEY REFERENCES users);
                        CREATE INDEX ON posts (id);
                        INSERT INTO posts VALUES (1);
                        ALTER TABLE posts ADD COLUMN a int;
                        CREATE TYPE colour AS ENUM ('red');
                        CREATE VIEW v AS SELECT 1 AS one;
                        ALTER TABLE users RENAME TO people;
                        ALTER TABLE users RENAME COLUMN age TO years;
                        ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
                        CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION g();
                        CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                        """));
    }

    @Test
    void whatWasThereComesBackAsItWas() {
        assertEquals(
                List.of(
                        "CREATE VIEW \"adults\" AS SELECT id FROM users",
                        "ALTER TABLE \"users\" ADD CONSTRAINT \"once\" UNIQUE (\"kind\", \"age\")",
                        "ALTER TABLE \"users\" ADD CONSTRAINT \"grown\" CHECK (age > 17)",
                        "CREATE UNIQUE INDEX \"by_name\" ON \"users\" (lower (name)) WHERE name <> ''",
                        "ALTER TABLE \"users\" ALTER COLUMN \"age\" DROP NOT NULL",
                        "ALTER TABLE \"users\" ALTER COLUMN \"age\" DROP DEFAULT",
                        "ALTER TABLE \"users\" ALTER COLUMN \"name\" SET DEFAULT 'x'"),
                back("""
                        ALTER TABLE users ALTER COLUMN name SET DEFAULT 'y';
                        ALTER TABLE users ALTER COLUMN age SET DEFAULT 1;
                        ALTER TABLE users ALTER COLUMN age SET NOT NULL;
                        DROP INDEX by_name;
                        ALTER TABLE users DROP CONSTRAINT grown;
                        ALTER TABLE users DROP CONSTRAINT once;
                        DROP VIEW adults;
                        """));
    }

    @Test
    void whatWasThereAlreadyIsLeftAlone() {
        assertEquals(List.of("ALTER TABLE \"users\" DROP COLUMN \"shoe\""), back("""
                        CREATE TABLE IF NOT EXISTS users (id bigint);
                        CREATE UNIQUE INDEX IF NOT EXISTS by_name ON users (name);
                        ALTER TABLE users ADD COLUMN IF NOT EXISTS age int, ADD COLUMN IF NOT EXISTS shoe int;
                        ALTER TABLE users DROP COLUMN IF EXISTS never;
                        DROP INDEX IF EXISTS never;
                        SET lock_timeout = 1;
                        """));
    }

    @Test
    void whatNoScriptBringsBackIsSaidStatementByStatement() {
        GeneratedDown down = Reverser.reverse("""
                UPDATE users SET age = 1;
                DELETE FROM users;
                ALTER TABLE users DROP COLUMN age;
                DROP TABLE users;
                ALTER TYPE mood ADD VALUE 'bad';
                ALTER TABLE users ALTER COLUMN kind TYPE varchar(3);
                CREATE OR REPLACE VIEW adults AS SELECT id, name FROM users;
                DO $$ BEGIN EXECUTE 'x'; END $$;
                GRANT SELECT ON users TO PUBLIC;
                """, SCHEMA);
        assertEquals(
                List.of(
                        "UPDATE users SET age = 1 ROWS",
                        "DELETE FROM users ROWS",
                        "ALTER TABLE users DROP COLUMN age DROPPED",
                        "DROP TABLE users DROPPED",
                        "ALTER TYPE mood ADD VALUE 'bad' LABEL",
                        "ALTER TABLE users ALTER COLUMN kind TYPE varchar(3) CONVERTED",
                        "CREATE OR REPLACE VIEW adults AS SELECT id, name FROM users DROPPED",
                        "DO $$ BEGIN EXECUTE 'x'; END $$ UNREAD",
                        "GRANT SELECT ON users TO PUBLIC NO_RULE"),
                down.irreversible().stream()
                        .map(each -> each.statement().headline() + " " + each.why())
                        .toList());
    }

    @Test
    void whereTheSchemaIsNotKnownNothingIsTakenForNew() {
        GeneratedDown down =
                Reverser.reverse("CREATE TABLE IF NOT EXISTS a (id int); DROP INDEX b;", KnownSchema.unknown());
        assertEquals(
                List.of(GeneratedDown.Why.UNKNOWN_BEFORE, GeneratedDown.Why.DROPPED),
                down.irreversible().stream()
                        .map(GeneratedDown.Irreversible::why)
                        .toList());
    }

    private static List<String> back(String up) {
        GeneratedDown down = Reverser.reverse(up, SCHEMA);
        assertEquals(List.of(), down.irreversible());
        List<String> lines = down.text().lines().toList();
        assertEquals("-- Generated by Backstep from the up script; nobody wrote it.", lines.getFirst());
        return lines.stream()
                .skip(1)
                .map(line -> line.substring(0, line.length() - 1))
                .toList();
    }
}
