package dev.backstep.sql.parse;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that a statement does, as its text says it; whether it has an effect depends on the schema. */
public sealed interface Change {

    /**
     * A new table.
     *
     * @param parent the table it is a partition of; null otherwise
     * @param settings as in {@link TableSetting}
     * @param known whether the columns are all here; false for {@code AS SELECT}, {@code LIKE}, {@code INHERITS} and {@code
     *     OF}
     * @param temporary whether it ends with the session
     */
    record CreateTable(
            QName table,
            boolean ifNotExists,
            boolean temporary,
            List<ColumnSpec> columns,
            List<ConstraintSpec> constraints,
            @Nullable QName parent,
            Map<String, String> settings,
            boolean known)
            implements Change {
        public CreateTable {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
            settings = Map.copyOf(settings);
        }
    }

    record AddColumn(QName table, ColumnSpec column, boolean ifNotExists) implements Change {}

    record DropColumn(QName table, String column, boolean ifExists, boolean cascade) implements Change {}

    record ChangeType(QName table, String column, String type, boolean using) implements Change {}

    /** Sets the default, or drops it where {@code fill} is {@code NOTHING}. */
    record ChangeDefault(
            QName table,
            String column,
            ColumnSpec.Fill fill,
            @Nullable String expression) implements Change {}

    record ChangeNotNull(QName table, String column, boolean notNull) implements Change {}

    record AddConstraint(QName table, ConstraintSpec constraint) implements Change {}

    record ValidateConstraint(QName table, String name) implements Change {}

    record DropConstraint(QName table, String name, boolean ifExists, boolean cascade) implements Change {}

    /**
     * A setting of a table that has no object of its own.
     *
     * @param values what is set, by name, empty where it is as in a table for which nobody set it; a trigger or rule that
     *     is switched has its kind and name, or {@code *}; without what is only about how rows are stored
     */
    record TableSetting(QName table, Setting setting, Map<String, String> values) implements Change {
        public TableSetting {
            values = Map.copyOf(values);
        }

        /** A setting of which it does not matter what it is set to. */
        public TableSetting(QName table, Setting setting) {
            this(table, setting, Map.of());
        }
    }

    /** Settings of tables and columns, by what they do to others. */
    enum Setting {
        /** Switches triggers or rules on or off. */
        TRIGGERS,
        ROW_SECURITY_ON,
        /** Row security off, forced or not forced. */
        ROW_SECURITY_OTHER,
        /** Storage parameters, statistics targets, the clustering index. */
        STORAGE_PARAMETERS,
        /** How columns are stored, replica identity. */
        PHYSICAL,
        /** Logged or unlogged, tablespace, access method: the table is written anew. */
        REWRITTEN
    }

    /** The settings as in {@link TableSetting}. */
    record AttachPartition(QName parent, QName partition, Map<String, String> settings) implements Change {
        public AttachPartition {
            settings = Map.copyOf(settings);
        }
    }

    record DetachPartition(QName parent, QName partition, boolean concurrently) implements Change {}

    /** A new name; {@code on} is the table of a column, constraint, trigger, policy or rule, or the type of a label. */
    record Rename(ObjectKind kind, @Nullable QName on, QName name, String newName) implements Change {}

    record ChangeSchema(ObjectKind kind, QName name, String schema) implements Change {}

    record ChangeOwner(ObjectKind kind, QName name) implements Change {}

    record CreateIndex(
            @Nullable String name,
            QName table,
            boolean unique,
            boolean concurrently,
            boolean ifNotExists,
            List<String> columns,
            String definition)
            implements Change {
        public CreateIndex {
            columns = List.copyOf(columns);
        }
    }

    /** A new type; the labels are null where it is no enum. */
    record CreateType(QName name, @Nullable List<String> labels) implements Change {}

    record AddLabel(QName type, String label, boolean ifNotExists) implements Change {}

    record RenameLabel(QName type, String label, String newLabel) implements Change {}

    /** A new or replaced view; the columns are null where the text does not name them all. */
    record CreateView(
            QName name,
            boolean materialized,
            boolean replace,
            boolean ifNotExists,
            boolean temporary,
            @Nullable List<String> columns,
            String definition)
            implements Change {}

    /**
     * A new or replaced function or procedure.
     *
     * @param signature its input types, joined with commas
     * @param result what it returns
     * @param defaults whether a parameter has a default
     * @param body everything after the parameters
     */
    record CreateFunction(QName name, String signature, String result, boolean defaults, boolean replace, String body)
            implements Change {}

    /** A new thing without a rule of its own; {@code on} is the table of a trigger, policy or rule. */
    record Create(
            ObjectKind kind, QName name, @Nullable QName on, boolean replace, boolean ifNotExists, String definition)
            implements Change {}

    /** {@code signature} is the types of a function, null where none is given. */
    record Drop(
            ObjectKind kind,
            QName name,
            @Nullable QName on,
            @Nullable String signature,
            boolean ifExists,
            boolean cascade,
            boolean concurrently)
            implements Change {}

    record ChangeSequence(QName name, boolean restart) implements Change {}

    /** Changes a function's settings, a policy, a view's or an index's options, in place. */
    record Alter(ObjectKind kind, QName name, @Nullable QName on) implements Change {}

    /** Rows come, change or go; {@code columns} are those an update sets; empty where that does not matter or the text does not tell. */
    record Write(RowWork work, QName table, List<String> columns, boolean cascade) implements Change {
        public Write {
            columns = List.copyOf(columns);
        }
    }

    /** What happens to rows. */
    enum RowWork {
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE
    }

    record Grant(boolean revoke, ObjectKind kind, List<QName> names) implements Change {
        public Grant {
            names = List.copyOf(names);
        }
    }

    record Comment(ObjectKind kind, QName name) implements Change {}

    /** Work on what is stored: reindex, vacuum, analyze, cluster, refresh. */
    record Maintain(Upkeep work, @Nullable QName name, boolean concurrently) implements Change {}

    /** Kinds of work on what is stored. */
    enum Upkeep {
        ANALYZE,
        VACUUM,
        VACUUM_FULL,
        CLUSTER,
        REINDEX_INDEX,
        REINDEX_TABLE,
        REINDEX_ALL,
        REFRESH
    }

    /** An explicit lock; the mode in PostgreSQL's words, such as {@code ACCESS EXCLUSIVE}. */
    record LockTable(QName table, String mode) implements Change {}

    record SearchPath(List<String> schemas) implements Change {
        public SearchPath {
            schemas = List.copyOf(schemas);
        }
    }

    /** Reads, settings of the session, transaction control, messages: nothing that another session could notice. */
    record NoEffect() implements Change {}

    /** Not understood; the reason is a sentence's key under {@code sql.unread.}, with its argument. */
    record Unread(Reason reason, String detail) implements Change {
        public enum Reason {
            NOT_TEXT,
            SYNTAX,
            TOO_LARGE,
            TOO_DEEP,
            BUDGET,
            DYNAMIC,
            LANGUAGE,
            CALLS_FUNCTION,
            NO_RULE,
            PSQL,
            COPY_DATA
        }
    }
}
