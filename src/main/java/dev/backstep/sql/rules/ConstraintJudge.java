package dev.backstep.sql.rules;

import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.ColumnSpec.Fill;
import dev.backstep.sql.parse.ConstraintSpec;
import dev.backstep.sql.parse.ConstraintSpec.Kind;
import dev.backstep.sql.parse.Identifiers;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges constraints and indexes. */
final class ConstraintJudge {

    /** Keys that are columns and not computed from them, where NULL is not made equal to NULL. */
    private static final Pattern PLAIN_KEYS = Pattern.compile(
            "^(?!.*NULLS\\s+NOT\\s+DISTINCT)[^(]*\\([^()]+\\)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Draft draft;
    private final Notes notes;
    /** The number that the next constraint of a made-up name would get. */
    private final Map<ObjectId, Integer> namesMade = new HashMap<>();

    ConstraintJudge(Draft draft, Notes notes) {
        this.draft = draft;
        this.notes = notes;
    }

    /** A constraint of a table that the script makes: only a foreign key reaches further. */
    void onNewTable(QName table, ConstraintSpec spec) {
        ObjectId id = remember(table, spec);
        QName target = target(spec);
        if (target != null && !target.equals(table) && !draft.madeTable(target)) {
            notes.say(Rule.CREATE_TABLE_REFERENCING, id, table.toString(), target.toString());
            notes.lock(target, Rule.CREATE_TABLE_REFERENCING.otherLock(), Work.NONE);
        }
    }

    void add(Change.AddConstraint add) {
        QName table = draft.resolve(add.table());
        ConstraintSpec spec = overIndex(table, add.constraint());
        if (draft.madeTable(table)) {
            onNewTable(table, spec);
            return;
        }
        boolean onAdded = onlyAddedColumns(table, spec.columns());
        Rule rule = onAdded
                ? onAddedColumns(table, spec)
                : spec.kind() == Kind.UNIQUE && staysNull(table, spec.columns(), spec.definition())
                        ? Rule.CONSTRAIN_NEW_COLUMN
                        : onOldColumns(spec);
        if (spec.kind() == Kind.PRIMARY_KEY) {
            spec.columns().forEach(column -> refuseNull(table, column));
        }
        ObjectId id = remember(table, spec);
        notes.say(rule, id, table.toString(), id.part(), String.join(", ", spec.columns()));
        lock(table, spec);
    }

    /** A primary key sets its columns NOT NULL; whether they have a default is seen when the script ends. */
    private void refuseNull(QName table, String column) {
        ObjectId id = ObjectId.column(table, column);
        if (!draft.made(id) && draft.get(id) instanceof SchemaObject.Column old && !old.notNull()) {
            notes.say(Rule.SET_NOT_NULL, id, table.toString(), column);
        }
    }

    /** A constraint that takes over an index has its columns, its name if it has none, and ends it as an index. */
    private ConstraintSpec overIndex(QName table, ConstraintSpec spec) {
        if (spec.usingIndex() == null) {
            return spec;
        }
        ObjectId id = ObjectId.of(ObjectKind.INDEX, new QName(table.schema(), spec.usingIndex()));
        SchemaObject.Index index = draft.get(id, SchemaObject.Index.class);
        draft.remove(id);
        return new ConstraintSpec(
                spec.name() == null ? spec.usingIndex() : spec.name(),
                spec.kind(),
                index == null ? spec.columns() : index.columns(),
                null,
                spec.usingIndex(),
                spec.validated(),
                spec.enforced(),
                spec.definition());
    }

    private void lock(QName table, ConstraintSpec spec) {
        boolean reads = spec.validated() && spec.usingIndex() == null;
        Work work = reads || spec.kind() == Kind.PRIMARY_KEY ? Work.SCAN : Work.NONE;
        Lock lock = spec.kind() == Kind.FOREIGN_KEY ? Lock.SHARE_ROW_EXCLUSIVE : Lock.ACCESS_EXCLUSIVE;
        notes.lock(table, lock, work);
        QName target = target(spec);
        if (target != null && !target.equals(table)) {
            notes.lock(target, Lock.SHARE_ROW_EXCLUSIVE, Work.NONE);
        }
    }

    private @Nullable QName target(ConstraintSpec spec) {
        return spec.references() == null ? null : draft.resolve(spec.references());
    }

    private boolean onlyAddedColumns(QName table, List<String> columns) {
        return !columns.isEmpty() && columns.stream().allMatch(column -> draft.made(ObjectId.column(table, column)));
    }

    private static Rule onOldColumns(ConstraintSpec spec) {
        if (!spec.enforced()) {
            return Rule.ADD_NOT_ENFORCED;
        }
        return switch (spec.kind()) {
            case CHECK -> Rule.ADD_CHECK;
            case UNIQUE -> Rule.ADD_UNIQUE;
            case PRIMARY_KEY -> Rule.ADD_PRIMARY_KEY;
            case FOREIGN_KEY -> Rule.ADD_FOREIGN_KEY;
            case EXCLUDE -> Rule.ADD_EXCLUDE;
            case NOT_NULL -> Rule.SET_NOT_NULL;
        };
    }

    private Rule onAddedColumns(QName table, ConstraintSpec spec) {
        return switch (spec.kind()) {
            case CHECK, NOT_NULL -> Rule.CONSTRAIN_NEW_COLUMN;
            case FOREIGN_KEY ->
                filled(table, spec.columns(), Fill.NOTHING) ? Rule.CONSTRAIN_NEW_COLUMN : onOldColumns(spec);
            case UNIQUE, PRIMARY_KEY, EXCLUDE -> unique(table, spec.columns(), spec.definition(), onOldColumns(spec));
        };
    }

    /** What rows that name none of the columns do to each other: the same default always collides. */
    private Rule unique(QName table, List<String> columns, String definition, Rule otherwise) {
        if (staysNull(table, columns, definition)) {
            return Rule.CONSTRAIN_NEW_COLUMN;
        }
        if (columns.stream().allMatch(column -> filled(table, List.of(column), Fill.STABLE))) {
            return Rule.UNIQUE_SAME_DEFAULT;
        }
        return filled(table, columns, Fill.NOTHING) ? otherwise : Rule.CONSTRAIN_NEW_COLUMN;
    }

    /** Whether rows of older builds have NULL in one of the keys, which then never collide. */
    private boolean staysNull(QName table, List<String> columns, String definition) {
        boolean plain = PLAIN_KEYS.matcher(definition).find();
        return plain
                && columns.stream()
                        .anyMatch(column -> draft.made(ObjectId.column(table, column))
                                && filled(table, List.of(column), Fill.NOTHING));
    }

    private boolean filled(QName table, List<String> columns, Fill fill) {
        return columns.stream().anyMatch(name -> {
            SchemaObject.Column column = draft.get(ObjectId.column(table, name), SchemaObject.Column.class);
            return column != null && column.fill() == fill;
        });
    }

    private ObjectId remember(QName table, ConstraintSpec spec) {
        ObjectId id = ObjectId.constraint(table, spec.name() != null ? spec.name() : freeName(table, spec));
        draft.make(id, new SchemaObject.Constraint(spec.kind(), spec.columns(), target(spec), spec.definition()));
        if (spec.kind() == Kind.PRIMARY_KEY || spec.kind() == Kind.NOT_NULL) {
            for (String name : spec.columns()) {
                ObjectId column = ObjectId.column(table, name);
                if (draft.get(column) instanceof SchemaObject.Column old && !old.notNull()) {
                    draft.change(column, new SchemaObject.Column(old.type(), true, old.fill(), old.expression()));
                }
            }
        }
        return id;
    }

    /** The name PostgreSQL makes up: table, columns, kind, and a number where that is taken. */
    private String freeName(QName table, ConstraintSpec spec) {
        boolean named = spec.kind() != Kind.PRIMARY_KEY
                && (spec.kind() != Kind.CHECK || spec.columns().size() == 1);
        String columns = named ? String.join("_", spec.columns()) : "";
        String label = switch (spec.kind()) {
            case PRIMARY_KEY -> "pkey";
            case UNIQUE -> "key";
            case FOREIGN_KEY -> "fkey";
            case CHECK -> "check";
            case EXCLUDE -> "excl";
            case NOT_NULL -> "not_null";
        };
        ObjectId first = ObjectId.constraint(table, Identifiers.made(table.name(), columns, label));
        int number = namesMade.getOrDefault(first, draft.get(first) == null ? 0 : 1);
        String name = first.part();
        while (number > 0 && draft.get(ObjectId.constraint(table, name)) != null) {
            name = Identifiers.made(table.name(), columns, label + number++);
        }
        namesMade.put(first, Math.max(1, number));
        return name;
    }

    void validate(Change.ValidateConstraint validate) {
        QName table = draft.resolve(validate.table());
        ObjectId id = ObjectId.constraint(table, validate.name());
        notes.say(Rule.VALIDATE_CONSTRAINT, table, id, table.toString(), validate.name());
    }

    void drop(Change.DropConstraint drop) {
        QName table = draft.resolve(drop.table());
        ObjectId id = ObjectId.constraint(table, drop.name());
        SchemaObject.Constraint old = draft.get(id, SchemaObject.Constraint.class);
        if (drop.ifExists() && draft.presence(id) == Draft.Presence.ABSENT) {
            notes.say(Rule.NO_EFFECT, id, id.toString());
        } else if (draft.made(id)) {
            notes.retract(reason -> reason.subject().equals(id));
        } else {
            notes.remove(id, drop.ifExists(), drop.cascade());
            boolean unique = old != null && old.unique();
            Rule rule = old == null ? Rule.DROP_CONSTRAINT_UNSEEN : unique ? Rule.DROP_UNIQUE : Rule.DROP_CONSTRAINT;
            notes.say(rule, id, table.toString(), drop.name());
        }
        notes.lock(table, Lock.ACCESS_EXCLUSIVE, Work.NONE);
        lockTarget(table, old);
        draft.remove(id);
    }

    private void lockTarget(QName table, SchemaObject.@Nullable Constraint constraint) {
        if (constraint != null
                && constraint.references() != null
                && !constraint.references().equals(table)) {
            notes.lock(constraint.references(), Lock.ACCESS_EXCLUSIVE, Work.NONE);
        }
    }

    /** The constraints, indexes and statistics that go with a column. */
    void dropWith(QName table, String column) {
        for (ObjectId id : draft.belongingTo(table)) {
            if (draft.get(id) instanceof SchemaObject.Constraint constraint
                    && constraint.columns().contains(column)) {
                lockTarget(table, constraint);
                boolean made = draft.made(id);
                draft.remove(id);
                if (made) {
                    notes.retract(reason -> reason.subject().equals(id));
                }
            } else if (draft.get(id) instanceof SchemaObject.Index index
                    && index.columns().contains(column)) {
                draft.remove(id);
            }
        }
        draft.objects(entry -> entry.getValue() instanceof SchemaObject.Statistics statistics
                        && statistics.table().equals(table)
                        && statistics.uses(column))
                .toList()
                .forEach(entry -> draft.remove(entry.getKey()));
    }

    /** The locks on the targets of a dropped table's foreign keys. */
    void lockTargets(QName table) {
        for (ObjectId id : draft.belongingTo(table)) {
            lockTarget(table, draft.get(id, SchemaObject.Constraint.class));
        }
    }

    void createIndex(Change.CreateIndex create) {
        QName table = draft.resolve(create.table());
        String columns = String.join("_", create.columns());
        String name = create.name() != null ? create.name() : Identifiers.made(table.name(), columns, "idx");
        ObjectId id = ObjectId.of(ObjectKind.INDEX, new QName(table.schema(), name));
        if (create.ifNotExists() && draft.presence(id) == Draft.Presence.PRESENT) {
            notes.say(Rule.NO_EFFECT, id, name);
            return;
        }
        boolean newTable = draft.madeTable(table) || draft.made(ObjectId.of(ObjectKind.MATERIALIZED_VIEW, table));
        Rule rule = newTable ? Rule.NEW_TABLE_PART : indexRule(table, create);
        draft.make(id, new SchemaObject.Index(table, create.unique(), create.columns(), create.definition()));
        notes.say(rule, id, table.toString(), name, String.join(", ", create.columns()));
        notes.lock(table, create.concurrently() ? Lock.SHARE_UPDATE_EXCLUSIVE : Lock.SHARE, Work.SCAN);
    }

    private Rule indexRule(QName table, Change.CreateIndex create) {
        if (!create.unique()) {
            return create.concurrently() ? Rule.CREATE_INDEX_CONCURRENTLY : Rule.CREATE_INDEX;
        }
        Rule rule = create.concurrently() ? Rule.CREATE_UNIQUE_INDEX_CONCURRENTLY : Rule.CREATE_UNIQUE_INDEX;
        if (onlyAddedColumns(table, create.columns())) {
            return unique(table, create.columns(), create.definition(), rule);
        }
        return staysNull(table, create.columns(), create.definition()) ? Rule.CONSTRAIN_NEW_COLUMN : rule;
    }

    void dropIndex(ObjectId id, Change.Drop drop) {
        SchemaObject.Index index = draft.get(id, SchemaObject.Index.class);
        QName table = index == null ? id.owner() : index.table();
        if (draft.made(id)) {
            notes.retract(reason -> reason.subject().equals(id));
        } else {
            notes.say(
                    dropIndexRule(index, drop.concurrently()),
                    id,
                    table.toString(),
                    id.owner().toString());
        }
        notes.lock(table, drop.concurrently() ? Lock.SHARE_UPDATE_EXCLUSIVE : Lock.ACCESS_EXCLUSIVE, Work.NONE);
        draft.remove(id);
    }

    private static Rule dropIndexRule(SchemaObject.@Nullable Index index, boolean concurrently) {
        if (index == null) {
            return Rule.DROP_INDEX_UNSEEN;
        }
        if (index.unique()) {
            return Rule.DROP_UNIQUE;
        }
        return concurrently ? Rule.DROP_INDEX_CONCURRENTLY : Rule.DROP_INDEX;
    }
}
