package dev.backstep.sql.rules;

import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges types, views, functions, triggers and everything else that has a name. */
final class ObjectJudge {

    private final Draft draft;
    private final Notes notes;
    private final DropJudge drops;

    ObjectJudge(Draft draft, Notes notes, ConstraintJudge constraints) {
        this.draft = draft;
        this.notes = notes;
        this.drops = new DropJudge(draft, notes, constraints);
    }

    void drop(Change.Drop drop) {
        drops.drop(drop);
    }

    void rename(Change.Rename rename) {
        switch (rename.kind()) {
            case COLUMN -> part(rename, Rule.RENAME_COLUMN);
            case CONSTRAINT -> part(rename, Rule.RENAME_CONSTRAINT);
            case TRIGGER -> part(rename, Rule.RENAME_TRIGGER);
            case TABLE -> whole(actual(rename.name()), rename.newName(), Rule.RENAME_TABLE);
            case INDEX -> whole(ObjectKind.INDEX, rename, Rule.RENAME_INDEX);
            case TYPE -> renameType(rename);
            case VIEW, MATERIALIZED_VIEW, SEQUENCE, FUNCTION, SCHEMA, DOMAIN ->
                whole(rename.kind(), rename, Rule.RENAME_OTHER);
            case POLICY, RULE, EXTENSION, ROLE, STATISTICS, OTHER -> whole(rename.kind(), rename, Rule.ALTER_OTHER);
        }
    }

    /** {@code ALTER TABLE} also takes indexes, views and sequences. */
    private ObjectId actual(QName name) {
        QName resolved = draft.resolve(name);
        return List.of(ObjectKind.INDEX, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW, ObjectKind.SEQUENCE).stream()
                .map(kind -> ObjectId.of(kind, resolved))
                .filter(id -> draft.get(id) != null)
                .findFirst()
                .orElse(ObjectId.of(ObjectKind.TABLE, resolved));
    }

    private void part(Change.Rename rename, Rule rule) {
        QName table = draft.resolve(rename.on() == null ? rename.name() : rename.on());
        ObjectId from = new ObjectId(rename.kind(), table, rename.name().name());
        ObjectId to = new ObjectId(rename.kind(), table, rename.newName());
        if (draft.made(from)) {
            notes.lock(table, rule.lock(), Work.NONE);
        } else {
            notes.say(rule, table, from, table.toString(), from.part(), to.part());
        }
        draft.rename(from, to);
    }

    private void whole(ObjectKind kind, Change.Rename rename, Rule rule) {
        whole(ObjectId.of(kind, draft.resolve(rename.name())), rename.newName(), rule);
    }

    private void whole(ObjectId from, String newName, Rule tableRule) {
        Rule rule = tableRule != Rule.RENAME_TABLE || from.kind() == ObjectKind.TABLE
                ? tableRule
                : from.kind() == ObjectKind.INDEX ? Rule.RENAME_INDEX : Rule.RENAME_OTHER;
        ObjectId to = ObjectId.of(from.kind(), new QName(from.owner().schema(), newName));
        if (!draft.made(from)) {
            notes.say(rule, from.owner(), from, from.owner().toString(), newName);
        }
        draft.rename(from, to);
    }

    private void renameType(Change.Rename rename) {
        QName old = draft.resolve(rename.name());
        whole(ObjectKind.TYPE, rename, Rule.RENAME_TYPE);
        String newType = new QName(old.schema(), rename.newName()).toString();
        for (Map.Entry<ObjectId, SchemaObject> entry : draft.objects(
                        entry -> entry.getValue() instanceof SchemaObject.Column column
                                && column.type().replace("[]", "").equals(old.toString()))
                .toList()) {
            SchemaObject.Column column = (SchemaObject.Column) entry.getValue();
            String type = column.type().replace(old.toString(), newType);
            draft.change(
                    entry.getKey(),
                    new SchemaObject.Column(type, column.notNull(), column.fill(), column.expression()));
        }
    }

    void changeSchema(Change.ChangeSchema move) {
        ObjectId from = move.kind() == ObjectKind.TABLE
                ? actual(move.name())
                : ObjectId.of(move.kind(), draft.resolve(move.name()));
        if (!draft.made(from)) {
            notes.say(Rule.MOVE_TO_SCHEMA, from, from.owner().toString(), move.schema());
            if (from.kind() == ObjectKind.TABLE) {
                notes.lock(from.owner(), Rule.MOVE_TO_SCHEMA.lock(), Work.NONE);
            }
        }
        draft.rename(
                from,
                ObjectId.of(from.kind(), new QName(move.schema(), from.owner().name())));
    }

    void changeOwner(Change.ChangeOwner change) {
        ObjectId id = ObjectId.of(change.kind(), draft.resolve(change.name()));
        if (change.kind() == ObjectKind.TABLE && draft.madeTable(id.owner())) {
            notes.say(Rule.NEW_TABLE_PART, id, id.owner().toString());
        } else {
            notes.say(Rule.CHANGE_OWNER, id, id.owner().toString());
            if (change.kind() == ObjectKind.TABLE) {
                notes.lock(id.owner(), Rule.CHANGE_OWNER.lock(), Work.NONE);
            }
        }
    }

    void createType(Change.CreateType type) {
        ObjectId id = ObjectId.of(ObjectKind.TYPE, draft.resolve(type.name()));
        draft.make(
                id, type.labels() == null ? new SchemaObject.Other("type") : new SchemaObject.EnumType(type.labels()));
        notes.say(Rule.CREATE_TYPE, id);
    }

    void addLabel(Change.AddLabel add) {
        ObjectId id = ObjectId.of(ObjectKind.TYPE, draft.resolve(add.type()));
        SchemaObject.EnumType type = draft.get(id, SchemaObject.EnumType.class);
        boolean there = type != null && type.labels().contains(add.label());
        if (add.ifNotExists() && there) {
            notes.say(Rule.NO_EFFECT, id, add.label());
            return;
        }
        if (type != null) {
            List<String> labels = new ArrayList<>(type.labels());
            labels.add(add.label());
            draft.change(id, new SchemaObject.EnumType(labels));
        }
        if (!draft.made(id)) {
            notes.say(Rule.ADD_LABEL, id, id.owner().toString(), add.label());
        }
    }

    void renameLabel(Change.RenameLabel rename) {
        ObjectId id = ObjectId.of(ObjectKind.TYPE, draft.resolve(rename.type()));
        if (draft.get(id) instanceof SchemaObject.EnumType type) {
            draft.change(
                    id,
                    new SchemaObject.EnumType(type.labels().stream()
                            .map(label -> label.equals(rename.label()) ? rename.newLabel() : label)
                            .toList()));
        }
        if (!draft.made(id)) {
            notes.say(Rule.RENAME_LABEL, id, id.owner().toString(), rename.label(), rename.newLabel());
        }
    }

    void createView(Change.CreateView create) {
        ObjectKind kind = create.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW;
        QName name = create.temporary() ? new QName("pg_temp", create.name().name()) : draft.resolve(create.name());
        ObjectId id = ObjectId.of(kind, name);
        Draft.Presence presence = draft.presence(id);
        if (create.ifNotExists() && presence == Draft.Presence.PRESENT) {
            notes.say(Rule.NO_EFFECT, id, name.toString());
            return;
        }
        SchemaObject.View view = new SchemaObject.View(create.columns(), create.definition());
        boolean replaces = create.replace() && presence != Draft.Presence.ABSENT && !draft.made(id);
        if (replaces) {
            draft.change(id, view);
        } else {
            draft.make(id, view);
        }
        notes.say(replaces ? Rule.REPLACE_VIEW : Rule.CREATE_VIEW, id, name.toString());
    }

    void createFunction(Change.CreateFunction create) {
        QName name = draft.resolve(create.name());
        ObjectId id = new ObjectId(ObjectKind.FUNCTION, name, create.signature());
        SchemaObject.Function function = new SchemaObject.Function(create.result(), create.body());
        boolean replaces = create.replace() && draft.presence(id) != Draft.Presence.ABSENT && !draft.made(id);
        boolean overloads =
                create.defaults() && draft.named(name).stream().anyMatch(other -> other.kind() == ObjectKind.FUNCTION);
        boolean same = function.equals(draft.get(id));
        if (replaces) {
            draft.change(id, function);
            notes.say(same ? Rule.RECREATE_SAME : Rule.REPLACE_FUNCTION, id);
        } else {
            draft.make(id, function);
            notes.say(overloads ? Rule.OVERLOAD_FUNCTION : Rule.CREATE_FUNCTION, id);
        }
    }

    void create(Change.Create create) {
        QName table = create.on() == null ? null : draft.resolve(create.on());
        ObjectId id = id(create.kind(), create.name(), table);
        if (create.ifNotExists() && draft.presence(id) == Draft.Presence.PRESENT) {
            notes.say(Rule.NO_EFFECT, id, id.toString());
            return;
        }
        boolean replaces = create.replace() && draft.presence(id) != Draft.Presence.ABSENT && !draft.made(id);
        SchemaObject object = create.kind() == ObjectKind.STATISTICS && table != null
                ? new SchemaObject.Statistics(table, create.definition())
                : new SchemaObject.Other(create.definition());
        if (replaces) {
            draft.change(id, object);
        } else {
            draft.make(id, object);
        }
        Rule rule = createRule(create.kind());
        if (table == null) {
            notes.say(rule, id, id.toString());
        } else if (draft.madeTable(table)) {
            notes.say(Rule.NEW_TABLE_PART, id, table.toString());
        } else {
            notes.say(rule, table, id, table.toString(), id.part());
        }
    }

    private static Rule createRule(ObjectKind kind) {
        return switch (kind) {
            case TRIGGER -> Rule.CREATE_TRIGGER;
            case POLICY, RULE -> Rule.CREATE_POLICY;
            case STATISTICS -> Rule.CREATE_STATISTICS;
            case DOMAIN, TYPE -> Rule.CREATE_TYPE;
            case SEQUENCE,
                    SCHEMA,
                    EXTENSION,
                    ROLE,
                    TABLE,
                    COLUMN,
                    CONSTRAINT,
                    INDEX,
                    VIEW,
                    MATERIALIZED_VIEW,
                    FUNCTION,
                    OTHER -> Rule.CREATE_OTHER;
        };
    }

    private ObjectId id(ObjectKind kind, QName name, @Nullable QName table) {
        return table == null || kind == ObjectKind.STATISTICS
                ? ObjectId.of(kind, draft.resolve(name))
                : new ObjectId(kind, table, name.name());
    }

    void alter(Change.Alter alter) {
        if (alter.on() != null) {
            QName table = draft.resolve(alter.on());
            ObjectId id = new ObjectId(alter.kind(), table, alter.name().name());
            notes.say(Rule.CREATE_POLICY, table, id, table.toString(), id.part());
        } else {
            ObjectId id = ObjectId.of(alter.kind(), draft.resolve(alter.name()));
            notes.say(Rule.ALTER_OTHER, id, id.toString());
        }
    }
}
