package dev.backstep.sql.rules;

import dev.backstep.sql.Statement;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.ColumnSpec;
import dev.backstep.sql.parse.ColumnSpec.Fill;
import dev.backstep.sql.parse.ConstraintSpec;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges what happens to tables and their columns. */
final class TableJudge {

    /** A change of type whose meaning depends on what the types are called when the script ends. */
    record Retyped(ObjectId column, @Nullable String oldType, boolean using, Statement statement) {}

    private final Draft draft;
    private final Notes notes;
    private final ConstraintJudge constraints;
    private final TableSettings settings;
    private final List<Retyped> retyped = new ArrayList<>();
    /** The statement that last decided whether an added column must be given a value. */
    private final Map<ObjectId, Statement> demands = new LinkedHashMap<>();

    TableJudge(Draft draft, Notes notes, ConstraintJudge constraints) {
        this.draft = draft;
        this.notes = notes;
        this.constraints = constraints;
        this.settings = new TableSettings(draft);
    }

    List<Retyped> retyped() {
        return retyped;
    }

    Map<ObjectId, Statement> demands() {
        return demands;
    }

    void create(Change.CreateTable create) {
        QName table = create.temporary() ? new QName("pg_temp", create.table().name()) : draft.resolve(create.table());
        ObjectId id = ObjectId.of(ObjectKind.TABLE, table);
        if (create.ifNotExists() && draft.presence(id) == Draft.Presence.PRESENT) {
            notes.say(Rule.NO_EFFECT, id, table.toString());
            return;
        }
        draft.make(id, new SchemaObject.Table(create.known(), create.settings()));
        create.columns().forEach(column -> draft.make(ObjectId.column(table, column.name()), column(column)));
        List<ConstraintSpec> all = new ArrayList<>(create.constraints());
        create.columns().forEach(column -> all.addAll(column.constraints()));
        if (create.parent() != null) {
            QName parent = draft.resolve(create.parent());
            notes.say(Rule.CREATE_PARTITION, id, table.toString(), parent.toString());
            notes.lock(parent, Rule.CREATE_PARTITION.otherLock(), Work.NONE);
        } else {
            notes.say(Rule.CREATE_TABLE, id, table.toString());
        }
        all.forEach(constraint -> constraints.onNewTable(table, constraint));
    }

    void addColumn(Change.AddColumn add) {
        QName table = draft.resolve(add.table());
        ColumnSpec spec = add.column();
        ObjectId id = ObjectId.column(table, spec.name());
        if (add.ifNotExists() && draft.presence(id) == Draft.Presence.PRESENT) {
            notes.say(Rule.NO_EFFECT, id, id.toString());
            notes.lock(table, Lock.ACCESS_EXCLUSIVE, Work.NONE);
            return;
        }
        draft.make(id, column(spec));
        if (draft.madeTable(table)) {
            notes.say(Rule.NEW_TABLE_PART, id, table.toString());
            spec.constraints().forEach(constraint -> constraints.onNewTable(table, constraint));
            return;
        }
        boolean rewrites = switch (spec.fill()) {
            case NOTHING, STABLE, VIRTUAL -> false;
            case VOLATILE, SERIAL, IDENTITY, STORED -> true;
        };
        notes.say(rewrites ? Rule.ADD_COLUMN_REWRITING : Rule.ADD_COLUMN, table, id, table.toString(), spec.name());
        demands.put(id, notes.statement());
        spec.constraints().forEach(constraint -> constraints.add(new Change.AddConstraint(table, constraint)));
    }

    private static SchemaObject.Column column(ColumnSpec spec) {
        return new SchemaObject.Column(spec.type(), spec.notNull(), spec.fill(), spec.expression());
    }

    void dropColumn(Change.DropColumn drop) {
        QName table = draft.resolve(drop.table());
        ObjectId id = ObjectId.column(table, drop.column());
        if (drop.ifExists() && draft.presence(id) == Draft.Presence.ABSENT) {
            notes.say(Rule.NO_EFFECT, id, id.toString());
            notes.lock(table, Lock.ACCESS_EXCLUSIVE, Work.NONE);
            return;
        }
        notes.remove(id, drop.ifExists(), drop.cascade());
        constraints.dropWith(table, drop.column());
        if (draft.made(id)) {
            notes.retract(reason -> reason.subject().equals(id));
            notes.lock(table, Lock.ACCESS_EXCLUSIVE, Work.NONE);
        } else {
            notes.say(Rule.DROP_COLUMN, table, id, table.toString(), drop.column());
            notes.lose(Loss.Kind.COLUMN, id, drop.cascade());
        }
        draft.remove(id);
    }

    void changeType(Change.ChangeType change) {
        QName table = draft.resolve(change.table());
        ObjectId id = ObjectId.column(table, change.column());
        SchemaObject.Column old = draft.get(id, SchemaObject.Column.class);
        boolean added = draft.made(id);
        draft.change(
                id,
                new SchemaObject.Column(
                        change.type(),
                        old != null && old.notNull(),
                        old == null ? Fill.NOTHING : old.fill(),
                        old == null ? null : old.expression()));
        if (added) {
            notes.say(Rule.NEW_TABLE_PART, table, id, table.toString());
            notes.lock(table, Lock.ACCESS_EXCLUSIVE, Work.REWRITE);
            return;
        }
        String oldType = old == null ? null : old.type();
        Work work = TypeChange.between(oldType, change.type(), change.using()).work();
        notes.lock(table, Lock.ACCESS_EXCLUSIVE, work);
        retyped.add(new Retyped(id, oldType, change.using(), notes.statement()));
    }

    void changeDefault(Change.ChangeDefault change) {
        QName table = draft.resolve(change.table());
        ObjectId id = ObjectId.column(table, change.column());
        SchemaObject.Column old = draft.get(id, SchemaObject.Column.class);
        boolean identity = change.fill() == Fill.IDENTITY;
        if (old != null) {
            draft.change(
                    id,
                    new SchemaObject.Column(old.type(), old.notNull() || identity, change.fill(), change.expression()));
        }
        if (draft.made(id)) {
            demands.put(id, notes.statement());
            notes.lock(table, Lock.ACCESS_EXCLUSIVE, Work.NONE);
            return;
        }
        retract(id, Rule.SET_DEFAULT, Rule.DROP_DEFAULT, Rule.DROP_DEFAULT_REQUIRED);
        if (change.fill() != Fill.NOTHING) {
            notes.say(Rule.SET_DEFAULT, table, id, table.toString(), change.column());
        } else {
            boolean required = old != null && old.notNull();
            notes.say(
                    required ? Rule.DROP_DEFAULT_REQUIRED : Rule.DROP_DEFAULT,
                    table,
                    id,
                    table.toString(),
                    change.column());
        }
    }

    void changeNotNull(Change.ChangeNotNull change) {
        QName table = draft.resolve(change.table());
        ObjectId id = ObjectId.column(table, change.column());
        SchemaObject.Column old = draft.get(id, SchemaObject.Column.class);
        if (old != null) {
            draft.change(id, new SchemaObject.Column(old.type(), change.notNull(), old.fill(), old.expression()));
        }
        if (draft.made(id)) {
            demands.put(id, notes.statement());
            notes.lock(table, Lock.ACCESS_EXCLUSIVE, change.notNull() ? Work.SCAN : Work.NONE);
            return;
        }
        retract(id, Rule.SET_NOT_NULL, Rule.SET_NOT_NULL_WITH_DEFAULT, Rule.DROP_NOT_NULL);
        if (draft.was(id) instanceof SchemaObject.Column was && was.notNull() == change.notNull()) {
            notes.say(Rule.NO_EFFECT, id, id.toString());
            notes.lock(table, Lock.ACCESS_EXCLUSIVE, old != null && !old.notNull() ? Work.SCAN : Work.NONE);
        } else if (!change.notNull()) {
            notes.say(Rule.DROP_NOT_NULL, table, id, table.toString(), change.column());
        } else {
            boolean filled = old != null && old.fill() != Fill.NOTHING;
            notes.say(
                    filled ? Rule.SET_NOT_NULL_WITH_DEFAULT : Rule.SET_NOT_NULL,
                    table,
                    id,
                    table.toString(),
                    change.column());
        }
    }

    /** A later statement about the same column counts, not an earlier one; the earlier one's lock stays. */
    private void retract(ObjectId column, Rule... rules) {
        notes.retract(
                reason -> reason.subject().equals(column) && List.of(rules).contains(reason.rule()));
    }

    void setting(Change.TableSetting setting) {
        QName table = draft.resolve(setting.table());
        ObjectId id = ObjectId.of(ObjectKind.TABLE, table);
        if (setting.setting() == Change.Setting.TRIGGERS) {
            settings.switchParts(table, setting.values());
        } else {
            settings.set(id, setting.values());
        }
        if (draft.madeTable(table)) {
            notes.say(Rule.NEW_TABLE_PART, id, table.toString());
            return;
        }
        Rule rule = switch (setting.setting()) {
            case TRIGGERS -> Rule.SWITCH_TRIGGERS;
            case ROW_SECURITY_ON -> Rule.ENABLE_ROW_SECURITY;
            case ROW_SECURITY_OTHER -> Rule.CHANGE_ROW_SECURITY;
            case STORAGE_PARAMETERS -> Rule.STORAGE_PARAMETERS;
            case PHYSICAL -> Rule.PHYSICAL_SETTING;
            case REWRITTEN -> Rule.REWRITE_TABLE;
        };
        notes.say(rule, table, id, table.toString());
    }

    void attach(Change.AttachPartition attach) {
        QName parent = draft.resolve(attach.parent());
        QName child = draft.resolve(attach.partition());
        ObjectId id = ObjectId.of(ObjectKind.TABLE, child);
        if (draft.madeTable(parent)) {
            notes.say(Rule.NEW_TABLE_PART, id, parent.toString());
        } else {
            notes.say(Rule.ATTACH_PARTITION, id, parent.toString(), child.toString());
            notes.lock(parent, Rule.ATTACH_PARTITION.lock(), Work.NONE);
        }
        settings.set(id, attach.settings());
        notes.lock(child, Rule.ATTACH_PARTITION.otherLock(), Rule.ATTACH_PARTITION.work());
    }

    void detach(Change.DetachPartition detach) {
        QName parent = draft.resolve(detach.parent());
        QName child = draft.resolve(detach.partition());
        Rule rule = detach.concurrently() ? Rule.DETACH_PARTITION_CONCURRENTLY : Rule.DETACH_PARTITION;
        ObjectId id = ObjectId.of(ObjectKind.TABLE, child);
        settings.set(id, Map.of("partition", ""));
        notes.say(rule, parent, id, parent.toString(), child.toString());
        notes.lock(child, rule.otherLock(), Work.NONE);
    }
}
