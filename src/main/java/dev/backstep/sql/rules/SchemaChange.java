package dev.backstep.sql.rules;

import dev.backstep.sql.parse.ColumnSpec;
import dev.backstep.sql.parse.ObjectKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One difference that a script makes to the schema, as far as its text tells.
 *
 * @param kind what happens to the thing
 * @param id the thing
 * @param was what it was, in SQL's words; empty where it was not there, or nothing was known of it
 * @param is what it is now; empty where it is not there any more
 */
public record SchemaChange(Kind kind, ObjectId id, String was, String is) {

    /** What happens to a thing. */
    public enum Kind {
        ADDED,
        CHANGED,
        REMOVED
    }

    /** What an up script makes of the schema that it meets: things in order, a table's parts after the table. */
    public static List<SchemaChange> of(KnownSchema before, ScriptReading up) {
        List<SchemaChange> changes = new ArrayList<>();
        up.touched().stream()
                .sorted(Comparator.comparing((ObjectId id) -> whole(id, before, up.after()))
                        .thenComparing(ObjectId::kind)
                        .thenComparing(ObjectId::part)
                        .thenComparing(ObjectId::toString))
                .forEach(id -> {
                    SchemaObject was = before.objects().get(id);
                    SchemaObject is = up.after().objects().get(id);
                    if (was == null && is == null) {
                        lost(id, up, changes);
                    } else if (!Objects.equals(was, is)) {
                        Kind kind = was == null ? Kind.ADDED : is == null ? Kind.REMOVED : Kind.CHANGED;
                        changes.add(new SchemaChange(kind, id, words(was), words(is)));
                    }
                });
        return changes;
    }

    /** A thing that nobody saw made is known to be gone only where its loss was noted. */
    private static void lost(ObjectId id, ScriptReading up, List<SchemaChange> changes) {
        if (up.losses().stream().anyMatch(loss -> loss.subject().equals(id))) {
            changes.add(new SchemaChange(Kind.REMOVED, id, "", ""));
        }
    }

    /** The name under which a thing stands: an index stands with its table. */
    private static String whole(ObjectId id, KnownSchema before, KnownSchema after) {
        SchemaObject object = after.objects().getOrDefault(id, before.objects().get(id));
        return object instanceof SchemaObject.Index index
                ? index.table().toString()
                : id.owner().toString();
    }

    private static String words(@Nullable SchemaObject object) {
        return switch (object) {
            case null -> "";
            case SchemaObject.Table _ -> "";
            case SchemaObject.Column column -> column(column);
            case SchemaObject.Constraint constraint -> constraint.definition();
            case SchemaObject.Index index ->
                (index.unique() ? "UNIQUE " : "") + "(" + String.join(", ", index.columns()) + ")";
            case SchemaObject.EnumType type -> "(" + String.join(", ", type.labels()) + ")";
            case SchemaObject.View view -> view.definition();
            case SchemaObject.Function function -> function.result();
            case SchemaObject.Statistics statistics -> statistics.definition();
            case SchemaObject.Other other -> other.definition();
        };
    }

    private static String column(SchemaObject.Column column) {
        String words = column.type() + (column.notNull() ? " NOT NULL" : "");
        boolean says = column.fill() != ColumnSpec.Fill.NOTHING && column.expression() != null;
        return switch (column.fill()) {
            case STABLE, VOLATILE -> says ? words + " DEFAULT " + column.expression() : words;
            case STORED, VIRTUAL -> says ? words + " GENERATED AS (" + column.expression() + ")" : words;
            case SERIAL -> words + " serial";
            case IDENTITY -> words + " IDENTITY";
            case NOTHING -> words;
        };
    }

    /** Whether the thing is a part of a table. */
    public boolean part() {
        return !id.part().isEmpty() && id.kind() != ObjectKind.FUNCTION;
    }
}
