package dev.backstep.sql.rules;

import dev.backstep.sql.Statement;
import dev.backstep.sql.parse.ColumnSpec.Fill;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges by the state in which a script leaves things, where that differs from what its statements do one by one. */
final class NetJudge {

    private final Draft draft;
    private final Notes notes;
    private final TableJudge tables;

    NetJudge(Draft draft, Notes notes, TableJudge tables) {
        this.draft = draft;
        this.notes = notes;
        this.tables = tables;
    }

    void judge() {
        tables.demands().forEach(this::required);
        tables.retyped().forEach(this::retyped);
        List.copyOf(notes.reasons()).forEach(this::column);
        draft.replaced().forEach(this::replaced);
        renamedBehindViews();
        rowSecurity();
    }

    private void required(ObjectId column, Statement demand) {
        boolean demanded = draft.made(column)
                && draft.get(column) instanceof SchemaObject.Column added
                && added.notNull()
                && added.fill() == Fill.NOTHING;
        if (demanded) {
            // What was said of the statement alone, that older builds may leave the column out, is not true in the end.
            notes.retract(reason -> reason.subject().equals(column)
                    && (reason.rule() == Rule.ADD_COLUMN || reason.rule() == Rule.ADD_COLUMN_REWRITING));
            notes.say(Rule.ADD_REQUIRED_COLUMN, demand, column, column.owner().toString(), column.part());
        }
    }

    /** Types are compared under the names they end with: an enum made anew takes its predecessor's name. */
    private void retyped(TableJudge.Retyped change) {
        if (!(draft.get(change.column()) instanceof SchemaObject.Column column)) {
            return;
        }
        String name = column.type().replace("[]", "");
        ObjectId type = ObjectId.of(ObjectKind.TYPE, qualified(name));
        boolean anew = draft.made(type) && draft.get(type) instanceof SchemaObject.EnumType;
        boolean sameName = change.oldType() == null || type.equals(originOf(change.oldType()));
        if (anew && sameName && draft.gone(type)) {
            return; // the type itself is judged as replaced
        }
        TypeChange kind = TypeChange.between(change.oldType(), column.type(), change.using());
        notes.say(
                kind.rule(),
                change.statement(),
                change.column(),
                change.column().owner().toString(),
                change.column().part(),
                change.oldType() == null ? "" : change.oldType(),
                column.type());
        if (kind == TypeChange.OTHER || kind == TypeChange.UNSEEN) {
            notes.lose(Loss.Kind.CONVERTED, change.column(), false);
        }
    }

    /** Whether a column that must have a value has a default counts when the script ends, not when it says so. */
    private void column(Reason reason) {
        if (!(draft.get(reason.subject()) instanceof SchemaObject.Column column)) {
            return;
        }
        boolean filled = column.fill() != Fill.NOTHING;
        switch (reason.rule()) {
            case SET_NOT_NULL, SET_NOT_NULL_WITH_DEFAULT ->
                notes.change(reason, filled ? Rule.SET_NOT_NULL_WITH_DEFAULT : Rule.SET_NOT_NULL);
            case DROP_DEFAULT, DROP_DEFAULT_REQUIRED ->
                notes.change(reason, column.notNull() ? Rule.DROP_DEFAULT_REQUIRED : Rule.DROP_DEFAULT);
            default -> {}
        }
    }

    private ObjectId originOf(String type) {
        return draft.origin(ObjectId.of(ObjectKind.TYPE, qualified(type.replace("[]", ""))));
    }

    private static QName qualified(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? new QName("public", type) : new QName(type.substring(0, dot), type.substring(dot + 1));
    }

    private void replaced(ObjectId id) {
        SchemaObject was = draft.was(id);
        SchemaObject is = draft.get(id);
        Rule rule = is == null ? null : replacement(id, was, is);
        if (rule == null) {
            return;
        }
        Reason last = notes.reasons().stream()
                .filter(reason -> reason.subject().equals(id))
                .reduce((first, second) -> second)
                .orElse(null);
        if (last == null) {
            return; // part of a table that was dropped and made again, which counts already
        }
        notes.retract(reason -> reason.subject().equals(id));
        notes.retractLosses(id);
        String[] arguments = rule == Rule.RECREATE_SAME
                ? new String[] {id.toString()}
                : last.arguments().toArray(String[]::new);
        notes.say(rule, last.statement(), id, arguments);
        if (rule == Rule.REBUILD_ENUM_NARROWER) {
            notes.lose(Loss.Kind.LABELS, id, false);
        }
    }

    /** The rule for a thing that was dropped and made again; null where the drop itself counts. */
    private @Nullable Rule replacement(ObjectId id, @Nullable SchemaObject was, SchemaObject is) {
        boolean same = is.equals(was);
        return switch (id.kind()) {
            case VIEW, MATERIALIZED_VIEW -> same ? sameView(is) : view(was, is);
            case FUNCTION -> same ? Rule.RECREATE_SAME : function(was, is);
            case TRIGGER -> same ? Rule.RECREATE_SAME : Rule.CREATE_TRIGGER;
            case POLICY, RULE -> same ? Rule.RECREATE_SAME : Rule.CREATE_POLICY;
            case TYPE -> same ? Rule.RECREATE_SAME : type(was, is);
            case CONSTRAINT -> same ? Rule.RECREATE_SAME : null;
            case INDEX -> same ? Rule.RECREATE_SAME : index(was, is);
            case TABLE, COLUMN, SEQUENCE, DOMAIN, SCHEMA, EXTENSION, ROLE, STATISTICS, OTHER -> null;
        };
    }

    /** The same text with a star has other columns where its tables have. */
    private Rule sameView(SchemaObject is) {
        if (!(is instanceof SchemaObject.View view) || view.columns() != null) {
            return Rule.RECREATE_SAME;
        }
        List<ObjectId> columns = draft.touched().stream()
                .filter(id -> id.kind() == ObjectKind.COLUMN
                        && Pattern.compile("\\b" + Pattern.quote(id.owner().name()) + "\\b")
                                .matcher(view.definition())
                                .find())
                .toList();
        if (columns.stream().anyMatch(draft::gone)) {
            return Rule.RECREATE_VIEW_UNSEEN;
        }
        return columns.stream().anyMatch(draft::made) ? Rule.RECREATE_VIEW : Rule.RECREATE_SAME;
    }

    private static Rule view(@Nullable SchemaObject was, SchemaObject is) {
        List<String> old = was instanceof SchemaObject.View view ? view.columns() : null;
        List<String> now = is instanceof SchemaObject.View view ? view.columns() : null;
        if (old == null || now == null) {
            return Rule.RECREATE_VIEW_UNSEEN;
        }
        return now.containsAll(old) ? Rule.RECREATE_VIEW : Rule.RECREATE_VIEW_NARROWER;
    }

    private static Rule function(@Nullable SchemaObject was, SchemaObject is) {
        boolean sameResult = was == null
                || (was instanceof SchemaObject.Function old
                        && is instanceof SchemaObject.Function now
                        && old.result().equals(now.result()));
        return sameResult ? Rule.REPLACE_FUNCTION : Rule.CHANGE_FUNCTION_RESULT;
    }

    private static Rule type(@Nullable SchemaObject was, SchemaObject is) {
        if (!(was instanceof SchemaObject.EnumType old) || !(is instanceof SchemaObject.EnumType now)) {
            return Rule.REBUILD_ENUM_UNSEEN;
        }
        return now.labels().containsAll(old.labels()) ? Rule.REBUILD_ENUM_WIDER : Rule.REBUILD_ENUM_NARROWER;
    }

    /** A unique index made anew on other terms may no longer serve ON CONFLICT, so its drop counts. */
    private static @Nullable Rule index(@Nullable SchemaObject was, SchemaObject is) {
        boolean plainBefore = was instanceof SchemaObject.Index old && !old.unique();
        boolean unique = is instanceof SchemaObject.Index index && index.unique();
        return plainBefore ? (unique ? Rule.CREATE_UNIQUE_INDEX : Rule.CREATE_INDEX) : null;
    }

    private void renamedBehindViews() {
        for (Reason reason : List.copyOf(notes.reasons())) {
            QName old = reason.subject().owner();
            if (reason.rule() == Rule.RENAME_TABLE && draft.made(ObjectId.of(ObjectKind.VIEW, old))) {
                notes.retract(reason::equals);
                notes.say(
                        Rule.RENAME_TABLE_BEHIND_VIEW,
                        reason.statement(),
                        reason.subject(),
                        reason.arguments().toArray(String[]::new));
            }
        }
    }

    /** Row security without a policy hides every row from everyone but the table's owner. */
    private void rowSecurity() {
        for (Reason reason : List.copyOf(notes.reasons())) {
            QName table = reason.subject().owner();
            if (reason.rule() == Rule.ENABLE_ROW_SECURITY
                    && draft.named(table).stream().noneMatch(part -> part.kind() == ObjectKind.POLICY)) {
                notes.retract(reason::equals);
                notes.say(
                        Rule.ENABLE_ROW_SECURITY_WITHOUT_POLICY,
                        reason.statement(),
                        reason.subject(),
                        table.toString());
            }
        }
    }
}
