package dev.backstep.sql.rules;

import static dev.backstep.model.Marker.BREAKING;
import static dev.backstep.model.Marker.COMPATIBLE;
import static dev.backstep.model.Marker.CONDITIONAL;
import static dev.backstep.sql.rules.Lock.ACCESS_EXCLUSIVE;
import static dev.backstep.sql.rules.Lock.EXCLUSIVE;
import static dev.backstep.sql.rules.Lock.NONE;
import static dev.backstep.sql.rules.Lock.ROW_EXCLUSIVE;
import static dev.backstep.sql.rules.Lock.SHARE;
import static dev.backstep.sql.rules.Lock.SHARE_ROW_EXCLUSIVE;
import static dev.backstep.sql.rules.Lock.SHARE_UPDATE_EXCLUSIVE;

import dev.backstep.model.Marker;
import java.util.Locale;

/**
 * The rule table. Each rule says what it matches, whether code of the previous release keeps working, the lock on the
 * table the statement names, the lock on the other table where there is one (a foreign key's target, a partition's
 * parent), what happens to the rows, and the chapter of PostgreSQL's documentation behind it. The sentence a person reads
 * is {@code sql.rule.<id>}.
 */
public enum Rule {
    // Scripts as a whole
    NOTHING("no statement", COMPATIBLE, NONE, NONE, Work.NONE, ""),
    NOTHING_LEFT("statements that undo each other", COMPATIBLE, NONE, NONE, Work.NONE, ""),
    NO_EFFECT(
            "IF [NOT] EXISTS where the script and its predecessors show that it does nothing",
            COMPATIBLE,
            NONE,
            NONE,
            Work.NONE,
            "CREATE TABLE; DROP TABLE"),
    UNREAD("anything that is not understood or has no rule", Marker.UNKNOWN, NONE, NONE, Work.NONE, ""),
    SESSION(
            "SELECT, SET, SHOW, transaction control, PREPARE, NOTIFY",
            COMPATIBLE,
            NONE,
            NONE,
            Work.NONE,
            "SQL Commands"),
    LOCK_TABLE("LOCK TABLE (the lock is the one it names)", COMPATIBLE, NONE, NONE, Work.NONE, "Explicit Locking"),

    // Tables
    CREATE_TABLE("CREATE TABLE", COMPATIBLE, NONE, NONE, Work.NONE, "CREATE TABLE"),
    CREATE_TABLE_REFERENCING(
            "CREATE TABLE with a foreign key to a table that was there before",
            COMPATIBLE,
            NONE,
            SHARE_ROW_EXCLUSIVE,
            Work.NONE,
            "CREATE TABLE"),
    NEW_TABLE_PART(
            "columns, constraints, indexes, triggers and rows of a table that the same script creates",
            COMPATIBLE,
            NONE,
            NONE,
            Work.NONE,
            "CREATE TABLE"),
    CREATE_PARTITION("CREATE TABLE … PARTITION OF", COMPATIBLE, NONE, ACCESS_EXCLUSIVE, Work.NONE, "CREATE TABLE"),
    ATTACH_PARTITION(
            "ALTER TABLE … ATTACH PARTITION",
            CONDITIONAL,
            SHARE_UPDATE_EXCLUSIVE,
            ACCESS_EXCLUSIVE,
            Work.SCAN,
            "ALTER TABLE; Table Partitioning"),
    DETACH_PARTITION(
            "ALTER TABLE … DETACH PARTITION", BREAKING, ACCESS_EXCLUSIVE, ACCESS_EXCLUSIVE, Work.NONE, "ALTER TABLE"),
    DETACH_PARTITION_CONCURRENTLY(
            "ALTER TABLE … DETACH PARTITION … CONCURRENTLY (not in a transaction)",
            BREAKING,
            SHARE_UPDATE_EXCLUSIVE,
            ACCESS_EXCLUSIVE,
            Work.NONE,
            "ALTER TABLE"),
    DROP_TABLE("DROP TABLE", BREAKING, ACCESS_EXCLUSIVE, ACCESS_EXCLUSIVE, Work.NONE, "DROP TABLE"),
    RENAME_TABLE("ALTER TABLE … RENAME TO", BREAKING, ACCESS_EXCLUSIVE, NONE, Work.NONE, "ALTER TABLE"),
    RENAME_TABLE_BEHIND_VIEW(
            "ALTER TABLE … RENAME TO, and a view under the old name in the same script",
            CONDITIONAL,
            NONE,
            NONE,
            Work.NONE,
            "CREATE VIEW (Updatable Views)"),
    MOVE_TO_SCHEMA("ALTER … SET SCHEMA", BREAKING, ACCESS_EXCLUSIVE, NONE, Work.NONE, "ALTER TABLE"),
    CHANGE_OWNER("ALTER … OWNER TO", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.NONE, "ALTER TABLE"),
    STORAGE_PARAMETERS(
            "ALTER TABLE … SET (…), RESET (…), SET STATISTICS, CLUSTER ON",
            COMPATIBLE,
            SHARE_UPDATE_EXCLUSIVE,
            NONE,
            Work.NONE,
            "ALTER TABLE"),
    PHYSICAL_SETTING(
            "ALTER TABLE … SET STORAGE, SET COMPRESSION, REPLICA IDENTITY",
            COMPATIBLE,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.NONE,
            "ALTER TABLE"),
    REWRITE_TABLE(
            "ALTER TABLE … SET LOGGED, UNLOGGED, TABLESPACE or ACCESS METHOD",
            COMPATIBLE,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.REWRITE,
            "ALTER TABLE"),

    // Columns
    ADD_COLUMN(
            "ADD COLUMN that may be NULL or has a default that is the same for all rows",
            COMPATIBLE,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.NONE,
            "ALTER TABLE (Notes)"),
    ADD_COLUMN_REWRITING(
            "ADD COLUMN with a default that differs by row, serial, identity or GENERATED … STORED",
            COMPATIBLE,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.REWRITE,
            "ALTER TABLE (Notes); GENERATED columns are VIRTUAL unless said otherwise from version 18 on"),
    ADD_REQUIRED_COLUMN(
            "ADD COLUMN that is NOT NULL and has no default when the script ends",
            BREAKING,
            NONE,
            NONE,
            Work.NONE,
            "ALTER TABLE; Constraints (Not-Null Constraints)"),
    DROP_COLUMN("DROP COLUMN", BREAKING, ACCESS_EXCLUSIVE, ACCESS_EXCLUSIVE, Work.NONE, "ALTER TABLE"),
    RENAME_COLUMN("RENAME COLUMN", BREAKING, ACCESS_EXCLUSIVE, NONE, Work.NONE, "ALTER TABLE"),
    WIDEN_TYPE(
            "ALTER COLUMN … TYPE: a longer or unlimited varchar or varbit, text, a wider numeric of the same scale",
            COMPATIBLE,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.NONE,
            "ALTER TABLE (Notes)"),
    WIDEN_INTEGER(
            "ALTER COLUMN … TYPE from a smaller to a larger integer",
            CONDITIONAL,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.REWRITE,
            "ALTER TABLE (Notes); Numeric Types"),
    CHANGE_TYPE(
            "ALTER COLUMN … TYPE, any other, or with USING",
            BREAKING,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.REWRITE,
            "ALTER TABLE (Notes)"),
    CHANGE_TYPE_UNSEEN(
            "ALTER COLUMN … TYPE where the old type was not seen",
            Marker.UNKNOWN,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.REWRITE,
            "ALTER TABLE (Notes)"),
    SET_DEFAULT(
            "SET DEFAULT, ADD GENERATED … AS IDENTITY", COMPATIBLE, ACCESS_EXCLUSIVE, NONE, Work.NONE, "ALTER TABLE"),
    DROP_DEFAULT_REQUIRED(
            "DROP DEFAULT of a column that is NOT NULL", BREAKING, ACCESS_EXCLUSIVE, NONE, Work.NONE, "ALTER TABLE"),
    DROP_DEFAULT(
            "DROP DEFAULT, DROP IDENTITY, DROP EXPRESSION, otherwise",
            CONDITIONAL,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.NONE,
            "ALTER TABLE"),
    SET_NOT_NULL(
            "SET NOT NULL, also by a primary key",
            BREAKING,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.SCAN,
            "ALTER TABLE; from version 18 on also as a constraint that is NOT VALID"),
    SET_NOT_NULL_WITH_DEFAULT(
            "SET NOT NULL on a column with a default", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.SCAN, "ALTER TABLE"),
    DROP_NOT_NULL("DROP NOT NULL", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.NONE, "ALTER TABLE"),

    // Constraints
    ADD_CHECK("ADD CONSTRAINT … CHECK", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.SCAN, "ALTER TABLE; Constraints"),
    ADD_UNIQUE("ADD CONSTRAINT … UNIQUE", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.SCAN, "ALTER TABLE"),
    ADD_PRIMARY_KEY("ADD PRIMARY KEY", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.SCAN, "ALTER TABLE"),
    ADD_EXCLUDE("ADD CONSTRAINT … EXCLUDE", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.SCAN, "ALTER TABLE"),
    ADD_FOREIGN_KEY("ADD FOREIGN KEY", CONDITIONAL, SHARE_ROW_EXCLUSIVE, SHARE_ROW_EXCLUSIVE, Work.SCAN, "ALTER TABLE"),
    ADD_NOT_ENFORCED(
            "ADD CONSTRAINT … NOT ENFORCED (CHECK and foreign keys)",
            COMPATIBLE,
            ACCESS_EXCLUSIVE,
            SHARE_ROW_EXCLUSIVE,
            Work.NONE,
            "ALTER TABLE; from version 18 on"),
    CONSTRAIN_NEW_COLUMN(
            "a constraint or unique index on nothing but columns that the same script adds, or a unique one on any of them"
                    + " that stays NULL",
            COMPATIBLE,
            ACCESS_EXCLUSIVE,
            SHARE_ROW_EXCLUSIVE,
            Work.SCAN,
            "ALTER TABLE"),
    UNIQUE_SAME_DEFAULT(
            "a unique constraint or index on nothing but added columns whose default is the same for all rows",
            BREAKING,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.SCAN,
            "Constraints (Unique Constraints)"),
    RECREATE_SAME("DROP and CREATE of the same thing, unchanged", COMPATIBLE, NONE, NONE, Work.NONE, "ALTER TABLE"),
    VALIDATE_CONSTRAINT("VALIDATE CONSTRAINT", COMPATIBLE, SHARE_UPDATE_EXCLUSIVE, NONE, Work.SCAN, "ALTER TABLE"),
    DROP_CONSTRAINT(
            "DROP CONSTRAINT of a CHECK, EXCLUDE or foreign key",
            CONDITIONAL,
            ACCESS_EXCLUSIVE,
            ACCESS_EXCLUSIVE,
            Work.NONE,
            "ALTER TABLE"),
    DROP_CONSTRAINT_UNSEEN(
            "DROP CONSTRAINT of one that was not seen",
            CONDITIONAL,
            ACCESS_EXCLUSIVE,
            ACCESS_EXCLUSIVE,
            Work.NONE,
            "ALTER TABLE"),
    DROP_UNIQUE(
            "DROP of a unique constraint, primary key or unique index",
            BREAKING,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.NONE,
            "INSERT (ON CONFLICT Clause)"),
    RENAME_CONSTRAINT("RENAME CONSTRAINT", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.NONE, "ALTER TABLE"),

    // Indexes
    CREATE_INDEX("CREATE INDEX", COMPATIBLE, SHARE, NONE, Work.SCAN, "CREATE INDEX"),
    CREATE_INDEX_CONCURRENTLY(
            "CREATE INDEX CONCURRENTLY (not in a transaction)",
            COMPATIBLE,
            SHARE_UPDATE_EXCLUSIVE,
            NONE,
            Work.SCAN,
            "CREATE INDEX (Building Indexes Concurrently)"),
    CREATE_UNIQUE_INDEX("CREATE UNIQUE INDEX", CONDITIONAL, SHARE, NONE, Work.SCAN, "CREATE INDEX"),
    CREATE_UNIQUE_INDEX_CONCURRENTLY(
            "CREATE UNIQUE INDEX CONCURRENTLY (not in a transaction)",
            CONDITIONAL,
            SHARE_UPDATE_EXCLUSIVE,
            NONE,
            Work.SCAN,
            "CREATE INDEX (Building Indexes Concurrently)"),
    DROP_INDEX("DROP INDEX of one that is not unique", COMPATIBLE, ACCESS_EXCLUSIVE, NONE, Work.NONE, "DROP INDEX"),
    DROP_INDEX_CONCURRENTLY(
            "DROP INDEX CONCURRENTLY (not in a transaction)",
            COMPATIBLE,
            SHARE_UPDATE_EXCLUSIVE,
            NONE,
            Work.NONE,
            "DROP INDEX"),
    DROP_INDEX_UNSEEN(
            "DROP INDEX of one that was not seen", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.NONE, "DROP INDEX"),
    RENAME_INDEX("ALTER INDEX … RENAME TO", COMPATIBLE, NONE, NONE, Work.NONE, "ALTER INDEX"),

    // Types
    CREATE_TYPE("CREATE TYPE, CREATE DOMAIN", COMPATIBLE, NONE, NONE, Work.NONE, "CREATE TYPE"),
    ADD_LABEL(
            "ALTER TYPE … ADD VALUE",
            CONDITIONAL,
            NONE,
            NONE,
            Work.NONE,
            "ALTER TYPE (Notes): the label cannot be used in the transaction that adds it"),
    RENAME_LABEL("ALTER TYPE … RENAME VALUE", BREAKING, NONE, NONE, Work.NONE, "ALTER TYPE"),
    REBUILD_ENUM_WIDER(
            "an enum made anew with all of its labels, and more", CONDITIONAL, NONE, NONE, Work.NONE, "ALTER TYPE"),
    REBUILD_ENUM_NARROWER(
            "an enum made anew without some of its labels", BREAKING, NONE, NONE, Work.NONE, "ALTER TYPE"),
    REBUILD_ENUM_UNSEEN(
            "a type made anew whose old labels were not seen", Marker.UNKNOWN, NONE, NONE, Work.NONE, "ALTER TYPE"),
    RENAME_TYPE("ALTER TYPE … RENAME", BREAKING, NONE, NONE, Work.NONE, "ALTER TYPE"),
    DROP_TYPE("DROP TYPE, DROP DOMAIN", BREAKING, NONE, NONE, Work.NONE, "DROP TYPE"),
    DROP_TYPE_CASCADE(
            "DROP TYPE … CASCADE, DROP DOMAIN … CASCADE: drops the columns of that type",
            BREAKING,
            NONE,
            ACCESS_EXCLUSIVE,
            Work.NONE,
            "DROP TYPE"),

    // Views, functions, triggers
    CREATE_VIEW("CREATE VIEW, CREATE MATERIALIZED VIEW", COMPATIBLE, NONE, NONE, Work.NONE, "CREATE VIEW"),
    REPLACE_VIEW(
            "CREATE OR REPLACE VIEW: PostgreSQL lets columns only be added at the end",
            COMPATIBLE,
            NONE,
            NONE,
            Work.NONE,
            "CREATE VIEW"),
    RECREATE_VIEW("DROP VIEW and CREATE VIEW, all columns kept", COMPATIBLE, NONE, NONE, Work.NONE, "CREATE VIEW"),
    RECREATE_VIEW_UNSEEN(
            "DROP VIEW and CREATE VIEW where the text does not name all columns",
            CONDITIONAL,
            NONE,
            NONE,
            Work.NONE,
            "CREATE VIEW"),
    RECREATE_VIEW_NARROWER(
            "DROP VIEW and CREATE VIEW without some columns", BREAKING, NONE, NONE, Work.NONE, "CREATE VIEW"),
    DROP_VIEW("DROP VIEW, DROP MATERIALIZED VIEW", BREAKING, NONE, NONE, Work.NONE, "DROP VIEW"),
    CREATE_FUNCTION("CREATE FUNCTION, CREATE PROCEDURE", COMPATIBLE, NONE, NONE, Work.NONE, "CREATE FUNCTION"),
    OVERLOAD_FUNCTION(
            "CREATE FUNCTION beside one of the same name, with a default among its parameters",
            CONDITIONAL,
            NONE,
            NONE,
            Work.NONE,
            "Function Overloading"),
    REPLACE_FUNCTION(
            "CREATE OR REPLACE FUNCTION, or DROP and CREATE with the same parameters and result",
            CONDITIONAL,
            NONE,
            NONE,
            Work.NONE,
            "CREATE FUNCTION"),
    CHANGE_FUNCTION_RESULT(
            "DROP and CREATE FUNCTION with the same parameters and another result",
            BREAKING,
            NONE,
            NONE,
            Work.NONE,
            "CREATE FUNCTION"),
    DROP_FUNCTION("DROP FUNCTION, DROP PROCEDURE", BREAKING, NONE, NONE, Work.NONE, "DROP FUNCTION"),
    DROP_TRIGGER_FUNCTION(
            "DROP FUNCTION of one that returns trigger, which no code can call",
            COMPATIBLE,
            NONE,
            NONE,
            Work.NONE,
            "Trigger Functions"),
    CREATE_TRIGGER("CREATE [OR REPLACE] TRIGGER", CONDITIONAL, SHARE_ROW_EXCLUSIVE, NONE, Work.NONE, "CREATE TRIGGER"),
    DROP_TRIGGER("DROP TRIGGER", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.NONE, "DROP TRIGGER"),
    SWITCH_TRIGGERS("ENABLE or DISABLE TRIGGER", CONDITIONAL, SHARE_ROW_EXCLUSIVE, NONE, Work.NONE, "ALTER TABLE"),
    CREATE_POLICY(
            "CREATE or ALTER POLICY, CREATE RULE", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.NONE, "CREATE POLICY"),
    DROP_POLICY("DROP POLICY, DROP RULE", CONDITIONAL, ACCESS_EXCLUSIVE, NONE, Work.NONE, "DROP POLICY"),
    ENABLE_ROW_SECURITY(
            "ENABLE ROW LEVEL SECURITY, with a policy in the script or before it",
            CONDITIONAL,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.NONE,
            "Row Security Policies"),
    ENABLE_ROW_SECURITY_WITHOUT_POLICY(
            "ENABLE ROW LEVEL SECURITY, and no policy",
            BREAKING,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.NONE,
            "Row Security Policies"),
    CHANGE_ROW_SECURITY(
            "DISABLE, FORCE or NO FORCE ROW LEVEL SECURITY",
            CONDITIONAL,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.NONE,
            "Row Security Policies"),

    // Other things
    CREATE_OTHER("CREATE SCHEMA, SEQUENCE, EXTENSION, ROLE", COMPATIBLE, NONE, NONE, Work.NONE, "SQL Commands"),
    CREATE_STATISTICS("CREATE STATISTICS", COMPATIBLE, SHARE_UPDATE_EXCLUSIVE, NONE, Work.NONE, "CREATE STATISTICS"),
    DROP_STATISTICS("DROP STATISTICS", COMPATIBLE, SHARE_UPDATE_EXCLUSIVE, NONE, Work.NONE, "DROP STATISTICS"),
    DROP_SEQUENCE("DROP SEQUENCE", BREAKING, NONE, NONE, Work.NONE, "DROP SEQUENCE"),
    DROP_SCHEMA("DROP SCHEMA", BREAKING, NONE, NONE, Work.NONE, "DROP SCHEMA"),
    DROP_EXTENSION("DROP EXTENSION", BREAKING, NONE, NONE, Work.NONE, "DROP EXTENSION"),
    RENAME_OTHER(
            "RENAME of a view, sequence, function, schema or domain", BREAKING, NONE, NONE, Work.NONE, "SQL Commands"),
    RENAME_TRIGGER("ALTER TRIGGER … RENAME TO", COMPATIBLE, ACCESS_EXCLUSIVE, NONE, Work.NONE, "ALTER TRIGGER"),
    CHANGE_SEQUENCE("ALTER SEQUENCE, setval", CONDITIONAL, NONE, NONE, Work.NONE, "ALTER SEQUENCE"),
    ALTER_OTHER("ALTER FUNCTION, VIEW, DOMAIN and INDEX settings", CONDITIONAL, NONE, NONE, Work.NONE, "SQL Commands"),
    GRANT("GRANT", COMPATIBLE, NONE, NONE, Work.NONE, "GRANT"),
    REVOKE("REVOKE", BREAKING, NONE, NONE, Work.NONE, "REVOKE"),
    COMMENT("COMMENT ON", COMPATIBLE, SHARE_UPDATE_EXCLUSIVE, NONE, Work.NONE, "COMMENT"),

    // Rows
    INSERT("INSERT, COPY … FROM a file", COMPATIBLE, ROW_EXCLUSIVE, NONE, Work.NONE, "INSERT"),
    BACKFILL(
            "UPDATE of nothing but columns that the same script adds",
            COMPATIBLE,
            ROW_EXCLUSIVE,
            NONE,
            Work.SCAN,
            "UPDATE"),
    FILL_REFERENCES(
            "rows written to columns or tables that the same script makes, with a foreign key to a table that was there before;"
                    + " not where that cascades or sets NULL",
            CONDITIONAL,
            NONE,
            NONE,
            Work.NONE,
            "Constraints (Foreign Keys)"),
    UPDATE("UPDATE, MERGE", CONDITIONAL, ROW_EXCLUSIVE, NONE, Work.SCAN, "UPDATE"),
    DELETE("DELETE", CONDITIONAL, ROW_EXCLUSIVE, NONE, Work.SCAN, "DELETE"),
    TRUNCATE("TRUNCATE", BREAKING, ACCESS_EXCLUSIVE, ACCESS_EXCLUSIVE, Work.NONE, "TRUNCATE"),
    ANALYZE(
            "ANALYZE, VACUUM (VACUUM not in a transaction)",
            COMPATIBLE,
            SHARE_UPDATE_EXCLUSIVE,
            NONE,
            Work.SCAN,
            "VACUUM; ANALYZE"),
    REWRITE_ROWS(
            "VACUUM FULL (not in a transaction), CLUSTER",
            COMPATIBLE,
            ACCESS_EXCLUSIVE,
            NONE,
            Work.REWRITE,
            "VACUUM; CLUSTER"),
    REINDEX("REINDEX", COMPATIBLE, SHARE, NONE, Work.SCAN, "REINDEX"),
    REINDEX_CONCURRENTLY(
            "REINDEX … CONCURRENTLY (not in a transaction)",
            COMPATIBLE,
            SHARE_UPDATE_EXCLUSIVE,
            NONE,
            Work.SCAN,
            "REINDEX"),
    REFRESH_VIEW(
            "REFRESH MATERIALIZED VIEW", COMPATIBLE, ACCESS_EXCLUSIVE, NONE, Work.REWRITE, "REFRESH MATERIALIZED VIEW"),
    REFRESH_VIEW_CONCURRENTLY(
            "REFRESH MATERIALIZED VIEW CONCURRENTLY",
            COMPATIBLE,
            EXCLUSIVE,
            NONE,
            Work.SCAN,
            "REFRESH MATERIALIZED VIEW");

    private final String matches;
    private final Marker marker;
    private final Lock lock;
    private final Lock otherLock;
    private final Work work;
    private final String documentation;

    Rule(String matches, Marker marker, Lock lock, Lock otherLock, Work work, String documentation) {
        this.matches = matches;
        this.marker = marker;
        this.lock = lock;
        this.otherLock = otherLock;
        this.work = work;
        this.documentation = documentation;
    }

    /** Its name in keys and documents, such as {@code drop-column}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The key of the sentence that says why; its arguments are a reason's. */
    public String sentenceKey() {
        return "sql.rule." + id();
    }

    /** What it matches, in SQL's words. */
    public String matches() {
        return matches;
    }

    public Marker marker() {
        return marker;
    }

    /** The lock on the table that the statement names, where that table was there before. */
    public Lock lock() {
        return lock;
    }

    /** The lock on the other table that the statement is about. */
    public Lock otherLock() {
        return otherLock;
    }

    /** What happens to the named table's rows. */
    public Work work() {
        return work;
    }

    /** The pages of PostgreSQL's documentation behind it, and what differs between versions 15 and 18. */
    public String documentation() {
        return documentation;
    }
}
