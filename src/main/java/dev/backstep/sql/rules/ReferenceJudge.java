package dev.backstep.sql.rules;

import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.List;
import java.util.regex.Pattern;

/** Judges rows that a script makes refer to older ones: those cannot be deleted any more as older builds are used to. */
final class ReferenceJudge {

    /** What lets a row go whatever refers to it. */
    private static final Pattern LETS_GO =
            Pattern.compile("\\bON\\s+DELETE\\s+(CASCADE|SET)\\b", Pattern.CASE_INSENSITIVE);

    private final Draft draft;
    private final Notes notes;

    ReferenceJudge(Draft draft, Notes notes) {
        this.draft = draft;
        this.notes = notes;
    }

    void judge(List<RowJudge.Written> written) {
        if (written.isEmpty()) {
            return;
        }
        for (ObjectId id : List.copyOf(draft.made())) {
            SchemaObject.Constraint constraint = draft.get(id, SchemaObject.Constraint.class);
            QName target = constraint == null ? null : constraint.references();
            if (constraint != null && target != null && holds(constraint, target)) {
                written.stream()
                        .filter(rows -> rows.table().equals(id.owner()) && fills(rows, constraint))
                        .findFirst()
                        .ifPresent(rows -> notes.say(
                                Rule.FILL_REFERENCES,
                                rows.statement(),
                                id,
                                id.owner().toString(),
                                target.toString()));
            }
        }
    }

    private boolean holds(SchemaObject.Constraint constraint, QName target) {
        return !LETS_GO.matcher(constraint.definition()).find()
                && !draft.madeTable(target)
                && draft.presence(ObjectId.of(ObjectKind.TABLE, target)) != Draft.Presence.ABSENT;
    }

    /** Whether the rows get values in the key, which no older row has: its columns are new, or the table is. */
    private boolean fills(RowJudge.Written rows, SchemaObject.Constraint constraint) {
        return draft.madeTable(rows.table())
                || (constraint.columns().stream().allMatch(column -> draft.made(ObjectId.column(rows.table(), column)))
                        && rows.columns().stream().anyMatch(constraint.columns()::contains));
    }
}
