package dev.backstep.sql.rules;

import java.util.ArrayList;
import java.util.List;

/** A statement or script for every rule, on one small schema. */
final class Examples {

    /** The schema that every example meets. */
    static final String SCHEMA = """
            CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL DEFAULT 1, b text, v varchar(10), n numeric(10,2),
              u int UNIQUE, d int DEFAULT 3, CONSTRAINT t_positive CHECK (a > 0), w text NOT NULL DEFAULT '');
            CREATE TABLE r (id int PRIMARY KEY, t_id int REFERENCES t (id), k int);
            CREATE TABLE p (id int) PARTITION BY LIST (id);
            CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
            CREATE TABLE free (id int);
            CREATE INDEX t_b ON t (b);
            CREATE UNIQUE INDEX t_v ON t (v);
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TYPE unused AS (x int);
            CREATE TABLE m (id int, mood mood);
            CREATE SEQUENCE s;
            CREATE SCHEMA other;
            CREATE VIEW view_t AS SELECT id, a FROM t;
            CREATE MATERIALIZED VIEW counts AS SELECT id FROM t;
            CREATE UNIQUE INDEX counts_id ON counts (id);
            CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql AS 'SELECT 2 * x';
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE FUNCTION unused() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER t_touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE POLICY r_all ON r USING (true);
            CREATE EXTENSION fuzzystrmatch;
            CREATE STATISTICS t_stats ON a, b FROM t;
            INSERT INTO t (id, v, u) VALUES (1, 'x', 1);
            INSERT INTO m VALUES (1, 'ok');
            """;

    /**
     * @param rule the rule that must be among the reasons
     * @param sql the script
     * @param inTransaction whether PostgreSQL takes it inside a transaction
     */
    record Example(Rule rule, String sql, boolean inTransaction) {
        @Override
        public String toString() {
            return rule.id() + ": " + sql;
        }
    }

    private static final List<Example> ALL = new ArrayList<>();

    private Examples() {}

    static List<Example> all() {
        return ALL;
    }

    private static void in(Rule rule, String sql) {
        ALL.add(new Example(rule, sql, true));
    }

    private static void outside(Rule rule, String sql) {
        ALL.add(new Example(rule, sql, false));
    }

    static {
        in(Rule.NOTHING, "-- nothing");
        in(Rule.NOTHING_LEFT, "ALTER TABLE t ADD COLUMN x int; ALTER TABLE t DROP COLUMN x");
        in(Rule.NO_EFFECT, "CREATE TABLE IF NOT EXISTS t (id int)");
        in(Rule.NO_EFFECT, "DROP TABLE IF EXISTS nowhere");
        in(Rule.NO_EFFECT, "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int");
        in(Rule.NO_EFFECT, "ALTER TABLE t ALTER COLUMN a SET NOT NULL");
        in(Rule.UNREAD, "DO $$ BEGIN EXECUTE 'SELECT ' || 1; END $$");
        in(Rule.UNREAD, "SELECT twice(1)");
        in(Rule.SESSION, "SET lock_timeout = '1s'; SELECT count(*) FROM t");
        in(Rule.LOCK_TABLE, "LOCK TABLE t IN SHARE ROW EXCLUSIVE MODE");
        in(Rule.LOCK_TABLE, "LOCK TABLE t");

        in(Rule.CREATE_TABLE, "CREATE TABLE x (id serial PRIMARY KEY, y int UNIQUE CHECK (y > 0))");
        in(Rule.CREATE_TABLE, "CREATE TABLE x AS SELECT * FROM t");
        in(Rule.CREATE_TABLE, "CREATE TABLE x (LIKE t INCLUDING ALL)");
        String longName = "a_table_whose_name_is_longer_than_the_sixty_three_bytes_the_server_keeps";
        in(
                Rule.CREATE_TABLE,
                "CREATE TABLE " + longName + " (a_column_with_a_rather_long_name int UNIQUE CHECK"
                        + " (a_column_with_a_rather_long_name > 0), CHECK (a_column_with_a_rather_long_name < 9))");
        in(Rule.CREATE_TABLE_REFERENCING, "CREATE TABLE x (t_id int REFERENCES t)");
        in(
                Rule.NEW_TABLE_PART,
                "CREATE TABLE x (id int); ALTER TABLE x ADD COLUMN y int NOT NULL;"
                        + " CREATE UNIQUE INDEX x_id ON x (id); INSERT INTO x VALUES (1, 2)");
        in(Rule.CREATE_PARTITION, "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)");
        in(Rule.ATTACH_PARTITION, "ALTER TABLE p ATTACH PARTITION free FOR VALUES IN (3)");
        in(Rule.DETACH_PARTITION, "ALTER TABLE p DETACH PARTITION p1");
        outside(Rule.DETACH_PARTITION_CONCURRENTLY, "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY");
        in(Rule.DROP_TABLE, "DROP TABLE free");
        in(Rule.DROP_TABLE, "DROP TABLE r");
        in(Rule.RENAME_TABLE, "ALTER TABLE t RENAME TO t2");
        in(Rule.RENAME_TABLE_BEHIND_VIEW, "ALTER TABLE r RENAME TO r2; CREATE VIEW r AS SELECT * FROM r2");
        in(Rule.MOVE_TO_SCHEMA, "ALTER TABLE free SET SCHEMA other");
        in(Rule.CHANGE_OWNER, "ALTER TABLE free OWNER TO CURRENT_USER");
        in(Rule.STORAGE_PARAMETERS, "ALTER TABLE t SET (fillfactor = 70)");
        in(Rule.STORAGE_PARAMETERS, "ALTER TABLE t ALTER COLUMN b SET STATISTICS 500");
        in(Rule.STORAGE_PARAMETERS, "ALTER TABLE t CLUSTER ON t_b");
        in(Rule.PHYSICAL_SETTING, "ALTER TABLE t ALTER COLUMN b SET STORAGE EXTERNAL");
        in(Rule.PHYSICAL_SETTING, "ALTER TABLE t REPLICA IDENTITY FULL");
        in(Rule.REWRITE_TABLE, "ALTER TABLE free SET UNLOGGED");

        in(Rule.ADD_COLUMN, "ALTER TABLE t ADD COLUMN x int");
        in(Rule.ADD_COLUMN, "ALTER TABLE t ADD COLUMN x timestamptz NOT NULL DEFAULT now()");
        in(Rule.ADD_COLUMN, "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) VIRTUAL");
        in(Rule.ADD_COLUMN_REWRITING, "ALTER TABLE t ADD COLUMN x uuid DEFAULT gen_random_uuid()");
        in(Rule.ADD_COLUMN_REWRITING, "ALTER TABLE t ADD COLUMN x bigserial");
        in(Rule.ADD_COLUMN_REWRITING, "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS IDENTITY");
        in(Rule.ADD_COLUMN_REWRITING, "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) STORED");
        in(Rule.ADD_REQUIRED_COLUMN, "ALTER TABLE free ADD COLUMN x int NOT NULL");
        in(
                Rule.ADD_REQUIRED_COLUMN,
                "ALTER TABLE t ADD COLUMN x int NOT NULL DEFAULT 0;" + " ALTER TABLE t ALTER COLUMN x DROP DEFAULT");
        in(
                Rule.ADD_REQUIRED_COLUMN,
                "ALTER TABLE t ADD COLUMN x int; UPDATE t SET x = 1;" + " ALTER TABLE t ALTER COLUMN x SET NOT NULL");
        in(Rule.DROP_COLUMN, "ALTER TABLE t DROP COLUMN b");
        in(Rule.DROP_COLUMN, "ALTER TABLE r DROP COLUMN t_id");
        in(Rule.RENAME_COLUMN, "ALTER TABLE t RENAME COLUMN b TO b2");
        in(Rule.WIDEN_TYPE, "ALTER TABLE t ALTER COLUMN v TYPE varchar(20)");
        in(Rule.WIDEN_TYPE, "ALTER TABLE t ALTER COLUMN v TYPE text");
        in(Rule.WIDEN_TYPE, "ALTER TABLE t ALTER COLUMN n TYPE numeric(12,2)");
        in(Rule.WIDEN_INTEGER, "ALTER TABLE t ALTER COLUMN d TYPE bigint");
        in(Rule.CHANGE_TYPE, "ALTER TABLE t ALTER COLUMN d TYPE text USING d::text");
        in(Rule.CHANGE_TYPE, "ALTER TABLE t ALTER COLUMN n TYPE numeric(12,4)");
        in(Rule.SET_DEFAULT, "ALTER TABLE t ALTER COLUMN b SET DEFAULT 'x'");
        in(Rule.DROP_DEFAULT_REQUIRED, "ALTER TABLE t ALTER COLUMN a DROP DEFAULT");
        in(Rule.DROP_DEFAULT, "ALTER TABLE t ALTER COLUMN d DROP DEFAULT");
        in(Rule.SET_NOT_NULL, "ALTER TABLE t ALTER COLUMN u SET NOT NULL");
        in(Rule.SET_NOT_NULL_WITH_DEFAULT, "ALTER TABLE t ALTER COLUMN d SET NOT NULL");
        in(Rule.DROP_NOT_NULL, "ALTER TABLE t ALTER COLUMN a DROP NOT NULL");

        in(Rule.ADD_CHECK, "ALTER TABLE t ADD CONSTRAINT t_c CHECK (d > 0)");
        in(Rule.ADD_CHECK, "ALTER TABLE t ADD CONSTRAINT t_c CHECK (d > 0) NOT VALID");
        in(Rule.ADD_UNIQUE, "ALTER TABLE t ADD CONSTRAINT t_k UNIQUE (b)");
        in(
                Rule.ADD_UNIQUE,
                "CREATE UNIQUE INDEX free_id ON free (id); ALTER TABLE free ADD UNIQUE USING INDEX free_id");
        in(Rule.ADD_PRIMARY_KEY, "ALTER TABLE free ADD PRIMARY KEY (id)");
        in(Rule.ADD_EXCLUDE, "ALTER TABLE t ADD CONSTRAINT t_x EXCLUDE USING btree (b WITH =)");
        in(Rule.ADD_FOREIGN_KEY, "ALTER TABLE r ADD CONSTRAINT r_k FOREIGN KEY (k) REFERENCES t (u)");
        in(Rule.ADD_FOREIGN_KEY, "ALTER TABLE r ADD CONSTRAINT r_k FOREIGN KEY (k) REFERENCES t (u) NOT VALID");
        in(Rule.ADD_NOT_ENFORCED, "ALTER TABLE r ADD CONSTRAINT r_k FOREIGN KEY (k) REFERENCES t (u) NOT ENFORCED");
        in(
                Rule.CONSTRAIN_NEW_COLUMN,
                "ALTER TABLE t ADD COLUMN x text NOT NULL DEFAULT 'A',"
                        + " ADD CONSTRAINT t_x CHECK (x IN ('A', 'B'))");
        in(Rule.CONSTRAIN_NEW_COLUMN, "ALTER TABLE r ADD COLUMN x int REFERENCES t (id)");
        in(
                Rule.CONSTRAIN_NEW_COLUMN,
                "ALTER TABLE t ADD COLUMN x text; CREATE UNIQUE INDEX t_x ON t (d, x) WHERE x IS NOT NULL");
        in(Rule.UNIQUE_SAME_DEFAULT, "ALTER TABLE t ADD COLUMN x int UNIQUE DEFAULT 0");
        in(Rule.RECREATE_SAME, "ALTER TABLE t DROP CONSTRAINT t_u_key, ADD CONSTRAINT t_u_key UNIQUE (u)");
        in(
                Rule.RECREATE_SAME,
                "DROP TRIGGER t_touch ON t;"
                        + " CREATE TRIGGER t_touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch()");
        in(Rule.VALIDATE_CONSTRAINT, "ALTER TABLE t VALIDATE CONSTRAINT t_positive");
        in(Rule.DROP_CONSTRAINT, "ALTER TABLE t DROP CONSTRAINT t_positive");
        in(Rule.DROP_CONSTRAINT, "ALTER TABLE r DROP CONSTRAINT r_t_id_fkey");
        in(Rule.DROP_UNIQUE, "ALTER TABLE t DROP CONSTRAINT t_u_key");
        in(Rule.DROP_UNIQUE, "DROP INDEX t_v");
        in(Rule.RENAME_CONSTRAINT, "ALTER TABLE t RENAME CONSTRAINT t_positive TO t_c");

        in(Rule.CREATE_INDEX, "CREATE INDEX t_d ON t (d)");
        outside(Rule.CREATE_INDEX_CONCURRENTLY, "CREATE INDEX CONCURRENTLY t_d ON t (d)");
        in(Rule.CREATE_UNIQUE_INDEX, "CREATE UNIQUE INDEX t_d ON t (d)");
        outside(Rule.CREATE_UNIQUE_INDEX_CONCURRENTLY, "CREATE UNIQUE INDEX CONCURRENTLY t_d ON t (d)");
        in(
                Rule.CREATE_UNIQUE_INDEX,
                "ALTER TABLE t ADD COLUMN x text; CREATE UNIQUE INDEX t_x ON t (d, coalesce(x, ''))");
        in(
                Rule.ADD_UNIQUE,
                "ALTER TABLE t ADD COLUMN x text; ALTER TABLE t ADD CONSTRAINT t_x UNIQUE NULLS NOT DISTINCT (d, x)");
        in(Rule.DROP_INDEX, "DROP INDEX t_b");
        outside(Rule.DROP_INDEX_CONCURRENTLY, "DROP INDEX CONCURRENTLY t_b");
        in(Rule.RENAME_INDEX, "ALTER INDEX t_b RENAME TO t_b2");

        in(Rule.CREATE_TYPE, "CREATE TYPE x AS ENUM ('a'); CREATE DOMAIN y AS int");
        in(Rule.ADD_LABEL, "ALTER TYPE mood ADD VALUE 'great' AFTER 'ok'");
        in(Rule.RENAME_LABEL, "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'");
        in(
                Rule.REBUILD_ENUM_WIDER,
                "CREATE TYPE mood2 AS ENUM ('sad', 'ok', 'great');"
                        + " ALTER TABLE m ALTER COLUMN mood TYPE mood2 USING mood::text::mood2;"
                        + " DROP TYPE mood; ALTER TYPE mood2 RENAME TO mood");
        in(
                Rule.REBUILD_ENUM_NARROWER,
                "ALTER TYPE mood RENAME TO mood2; CREATE TYPE mood AS ENUM ('ok');"
                        + " ALTER TABLE m ALTER COLUMN mood TYPE mood USING mood::text::mood; DROP TYPE mood2");
        in(Rule.RENAME_TYPE, "ALTER TYPE mood RENAME TO temper");
        in(Rule.DROP_TYPE, "DROP TYPE unused");
        in(Rule.DROP_TYPE_CASCADE, "DROP TYPE mood CASCADE");

        in(Rule.CREATE_VIEW, "CREATE VIEW x AS SELECT id FROM t");
        in(Rule.REPLACE_VIEW, "CREATE OR REPLACE VIEW view_t AS SELECT id, a, b FROM t");
        in(Rule.RECREATE_VIEW, "DROP VIEW view_t; CREATE VIEW view_t AS SELECT b, id, a FROM t");
        in(
                Rule.RECREATE_VIEW,
                "DROP VIEW view_t; CREATE VIEW view_t AS WITH x AS (SELECT * FROM t) SELECT id, a, b FROM x");
        in(Rule.RECREATE_VIEW_UNSEEN, "DROP VIEW view_t; CREATE VIEW view_t AS SELECT * FROM t");
        in(Rule.RECREATE_VIEW_NARROWER, "DROP VIEW view_t; CREATE VIEW view_t AS SELECT id FROM t");
        in(Rule.DROP_VIEW, "DROP VIEW view_t");
        in(Rule.CREATE_FUNCTION, "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        in(
                Rule.OVERLOAD_FUNCTION,
                "CREATE FUNCTION twice(x int, y int DEFAULT 0) RETURNS int LANGUAGE sql AS 'SELECT 1'");
        in(Rule.REPLACE_FUNCTION, "CREATE OR REPLACE FUNCTION twice(x int) RETURNS int LANGUAGE sql AS 'SELECT x + x'");
        in(
                Rule.CHANGE_FUNCTION_RESULT,
                "DROP FUNCTION twice(int);"
                        + " CREATE FUNCTION twice(x int) RETURNS bigint LANGUAGE sql AS 'SELECT 2::bigint * x'");
        in(Rule.DROP_FUNCTION, "DROP FUNCTION twice");
        in(Rule.DROP_TRIGGER_FUNCTION, "DROP FUNCTION IF EXISTS unused()");
        in(Rule.CREATE_TRIGGER, "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch()");
        in(Rule.DROP_TRIGGER, "DROP TRIGGER t_touch ON t");
        in(Rule.SWITCH_TRIGGERS, "ALTER TABLE t DISABLE TRIGGER t_touch");
        in(Rule.CREATE_POLICY, "CREATE POLICY x ON t USING (true)");
        in(Rule.CREATE_POLICY, "CREATE RULE x AS ON DELETE TO t DO INSTEAD NOTHING");
        in(Rule.DROP_POLICY, "DROP POLICY r_all ON r");
        in(Rule.ENABLE_ROW_SECURITY, "ALTER TABLE r ENABLE ROW LEVEL SECURITY");
        in(Rule.ENABLE_ROW_SECURITY_WITHOUT_POLICY, "ALTER TABLE t ENABLE ROW LEVEL SECURITY");
        in(Rule.CHANGE_ROW_SECURITY, "ALTER TABLE t FORCE ROW LEVEL SECURITY");

        in(Rule.CREATE_OTHER, "CREATE SEQUENCE x; CREATE SCHEMA y");
        in(Rule.CREATE_STATISTICS, "CREATE STATISTICS x ON a, d FROM t");
        in(Rule.DROP_STATISTICS, "DROP STATISTICS t_stats");
        in(Rule.DROP_SEQUENCE, "DROP SEQUENCE s");
        in(Rule.DROP_SCHEMA, "DROP SCHEMA other");
        in(Rule.DROP_EXTENSION, "DROP EXTENSION fuzzystrmatch");
        in(Rule.RENAME_OTHER, "ALTER SEQUENCE s RENAME TO s2");
        in(Rule.RENAME_TRIGGER, "ALTER TRIGGER t_touch ON t RENAME TO t_touched");
        in(Rule.CHANGE_SEQUENCE, "ALTER SEQUENCE s RESTART WITH 100");
        in(Rule.CHANGE_SEQUENCE, "SELECT setval('s', 10)");
        in(Rule.ALTER_OTHER, "ALTER FUNCTION twice(int) IMMUTABLE");
        in(Rule.GRANT, "GRANT SELECT ON t TO PUBLIC");
        in(Rule.REVOKE, "REVOKE SELECT ON t FROM PUBLIC");
        in(Rule.COMMENT, "COMMENT ON TABLE t IS 'x'");
        in(Rule.COMMENT, "COMMENT ON COLUMN t.a IS 'x'");
        in(Rule.COMMENT, "COMMENT ON FUNCTION twice IS 'x'");

        in(Rule.INSERT, "INSERT INTO t (id) VALUES (2)");
        in(Rule.BACKFILL, "ALTER TABLE t ADD COLUMN x int; UPDATE t SET x = a");
        in(
                Rule.FILL_REFERENCES,
                "ALTER TABLE r ADD COLUMN x int REFERENCES t (id) ON DELETE RESTRICT; UPDATE r SET x = t_id");
        in(Rule.FILL_REFERENCES, "CREATE TABLE x (t_id int REFERENCES t); INSERT INTO x SELECT id FROM t");
        in(Rule.BACKFILL, "ALTER TABLE r ADD COLUMN x int REFERENCES t (id) ON DELETE SET NULL; UPDATE r SET x = t_id");
        in(Rule.UPDATE, "UPDATE t SET b = 'y'");
        in(Rule.UPDATE, "WITH x AS (UPDATE t SET b = 'z' RETURNING id) SELECT count(*) FROM x");
        in(Rule.DELETE, "DELETE FROM t WHERE id = 1");
        in(Rule.TRUNCATE, "TRUNCATE free");
        in(Rule.ANALYZE, "ANALYZE t");
        in(Rule.REWRITE_ROWS, "CLUSTER t USING t_pkey");
        outside(Rule.REWRITE_ROWS, "VACUUM FULL t");
        in(Rule.REINDEX, "REINDEX TABLE t");
        in(Rule.REINDEX, "REINDEX INDEX t_b");
        outside(Rule.REINDEX_CONCURRENTLY, "REINDEX TABLE CONCURRENTLY t");
        in(Rule.REFRESH_VIEW, "REFRESH MATERIALIZED VIEW counts");
        in(Rule.REFRESH_VIEW_CONCURRENTLY, "REFRESH MATERIALIZED VIEW CONCURRENTLY counts");
    }
}
