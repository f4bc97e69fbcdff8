package dev.backstep.sql.rules;

import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.List;

/** Judges {@code DROP}; whether the thing comes back later in the script is for {@link NetJudge}. */
final class DropJudge {

    private final Draft draft;
    private final Notes notes;
    private final ConstraintJudge constraints;

    DropJudge(Draft draft, Notes notes, ConstraintJudge constraints) {
        this.draft = draft;
        this.notes = notes;
        this.constraints = constraints;
    }

    void drop(Change.Drop drop) {
        ObjectId id = id(drop);
        if (drop.ifExists() && draft.presence(id) == Draft.Presence.ABSENT) {
            notes.say(Rule.NO_EFFECT, id, id.toString());
            return;
        }
        notes.remove(id, drop.ifExists(), drop.cascade());
        if (drop.kind() == ObjectKind.INDEX) {
            constraints.dropIndex(id, drop);
        } else if (draft.made(id)) {
            undo(id);
        } else {
            judge(id, drop);
            draft.remove(id);
        }
    }

    private ObjectId id(Change.Drop drop) {
        if (drop.on() != null) {
            return new ObjectId(
                    drop.kind(), draft.resolve(drop.on()), drop.name().name());
        }
        QName name = draft.resolve(drop.name());
        if (drop.kind() != ObjectKind.FUNCTION) {
            return ObjectId.of(drop.kind(), name);
        }
        if (drop.signature() != null) {
            return new ObjectId(ObjectKind.FUNCTION, name, drop.signature());
        }
        return draft.named(name).stream()
                .filter(other -> other.kind() == ObjectKind.FUNCTION)
                .findFirst()
                .orElse(new ObjectId(ObjectKind.FUNCTION, name, ""));
    }

    /** What the script made and drops again was never there for anyone. */
    private void undo(ObjectId id) {
        List<ObjectId> parts = id.kind() == ObjectKind.TABLE ? draft.belongingTo(id.owner()) : List.of();
        notes.retract(reason -> reason.subject().equals(id) || parts.contains(reason.subject()));
        draft.remove(id);
    }

    private void judge(ObjectId id, Change.Drop drop) {
        ObjectId origin = draft.origin(id);
        switch (drop.kind()) {
            case TABLE -> table(id, drop);
            case TRIGGER ->
                notes.say(Rule.DROP_TRIGGER, id.owner(), id, id.owner().toString(), id.part());
            case POLICY, RULE ->
                notes.say(Rule.DROP_POLICY, id.owner(), id, id.owner().toString(), id.part());
            case TYPE, DOMAIN -> type(id, origin, drop);
            case FUNCTION -> {
                boolean trigger = draft.get(id) instanceof SchemaObject.Function function
                        && function.result().equals("trigger");
                notes.say(trigger ? Rule.DROP_TRIGGER_FUNCTION : Rule.DROP_FUNCTION, origin);
            }
            case VIEW, MATERIALIZED_VIEW -> notes.say(Rule.DROP_VIEW, origin);
            case SEQUENCE -> {
                notes.say(Rule.DROP_SEQUENCE, id);
                notes.lose(Loss.Kind.SEQUENCE, id, drop.cascade());
            }
            case SCHEMA, EXTENSION -> {
                notes.say(drop.kind() == ObjectKind.SCHEMA ? Rule.DROP_SCHEMA : Rule.DROP_EXTENSION, id);
                notes.lose(Loss.Kind.CONTAINER, id, drop.cascade());
            }
            case STATISTICS -> {
                notes.say(Rule.DROP_STATISTICS, id);
                if (draft.get(id) instanceof SchemaObject.Statistics statistics) {
                    notes.lock(statistics.table(), Rule.DROP_STATISTICS.lock(), Work.NONE);
                }
            }
            case COLUMN, CONSTRAINT, INDEX, ROLE, OTHER ->
                throw new IllegalStateException("not dropped by a statement of its own: " + drop.kind());
        }
    }

    private void table(ObjectId id, Change.Drop drop) {
        notes.say(Rule.DROP_TABLE, id.owner(), id, id.owner().toString());
        notes.lose(Loss.Kind.TABLE, id, drop.cascade());
        constraints.lockTargets(id.owner());
        if (drop.cascade()) {
            draft.objects(entry -> entry.getValue() instanceof SchemaObject.Constraint constraint
                            && id.owner().equals(constraint.references()))
                    .toList()
                    .forEach(entry -> {
                        notes.lock(entry.getKey().owner(), Lock.ACCESS_EXCLUSIVE, Work.NONE);
                        draft.remove(entry.getKey());
                    });
        }
    }

    private void type(ObjectId id, ObjectId origin, Change.Drop drop) {
        notes.say(drop.cascade() ? Rule.DROP_TYPE_CASCADE : Rule.DROP_TYPE, origin);
        if (!drop.cascade()) {
            return;
        }
        draft.objects(entry -> entry.getValue() instanceof SchemaObject.Column column
                        && column.type().replace("[]", "").equals(id.owner().toString()))
                .toList()
                .forEach(entry -> {
                    notes.lock(entry.getKey().owner(), Lock.ACCESS_EXCLUSIVE, Work.NONE);
                    notes.lose(Loss.Kind.COLUMN, entry.getKey(), true);
                    draft.remove(entry.getKey());
                });
    }
}
