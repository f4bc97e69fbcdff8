package dev.backstep.sql.reverse;

import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.ColumnSpec.Fill;
import dev.backstep.sql.parse.ConstraintSpec;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.reverse.GeneratedDown.Why;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.ObjectId;
import dev.backstep.sql.rules.SchemaObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The opposite of each change. Keeps which tables the script made: what it does to them goes with them. */
final class WayBack {

    /** What takes a change back. */
    sealed interface Way {}

    /** Statements, in the order in which they are to run; none where nothing is to be done. */
    record Back(List<String> sql) implements Way {}

    /** Nothing takes it back. */
    record None(Why why) implements Way {}

    private static final Way NOTHING = new Back(List.of());

    /** Kinds whose rename is written alike. */
    private static final Set<ObjectKind> RENAMED = Set.of(
            ObjectKind.TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.INDEX,
            ObjectKind.SEQUENCE,
            ObjectKind.TYPE,
            ObjectKind.DOMAIN,
            ObjectKind.SCHEMA);

    private static final String PUBLIC = "public";

    private final Set<QName> made = new HashSet<>();

    /**
     * The way back of one change.
     *
     * @param before the schema that it meets
     * @param after the schema that it leaves
     */
    Way of(Change change, KnownSchema before, KnownSchema after) {
        return switch (change) {
            case Change.NoEffect _, Change.Maintain _, Change.LockTable _ -> NOTHING;
            case Change.CreateTable create -> table(create, before);
            case Change.AddColumn add -> addColumn(add, before);
            case Change.CreateIndex create -> index(create, before, after);
            case Change.AddConstraint add -> constraint(add, before, after);
            case Change.ChangeDefault value -> onTable(value.table(), () -> fill(value, before));
            case Change.ChangeNotNull notNull -> onTable(notNull.table(), () -> notNull(notNull, before));
            case Change.TableSetting setting -> onTable(setting.table(), () -> setting(setting, before));
            case Change.AttachPartition attach ->
                back(Sql.alter(attach.parent(), "DETACH PARTITION " + Sql.name(attach.partition())));
            case Change.Rename rename -> rename(rename);
            case Change.CreateType type -> back("DROP TYPE " + Sql.name(type.name()));
            case Change.RenameLabel label ->
                back("ALTER TYPE " + Sql.name(label.type()) + " RENAME VALUE " + literal(label.newLabel()) + " TO "
                        + literal(label.label()));
            case Change.CreateView view -> view(view, before);
            case Change.CreateFunction function -> function(function, before);
            case Change.Create create -> create(create, before);
            case Change.Drop drop -> drop(drop, before);
            case Change.DropConstraint drop -> dropConstraint(drop, before);
            case Change.Write write -> onTable(write.table(), () -> new None(Why.ROWS));
            case Change.DropColumn drop -> dropColumn(drop, before);
            case Change.ChangeType type -> onTable(type.table(), () -> new None(Why.CONVERTED));
            case Change.AddLabel label -> label(label, before);
            case Change.Unread _, Change.SearchPath _ -> new None(Why.UNREAD);
            case Change.Grant grant -> aside(grant.names());
            case Change.Comment comment -> aside(List.of(comment.name()));
            case Change.ChangeOwner owner -> aside(List.of(owner.name()));
            case Change.ValidateConstraint _,
                    Change.DetachPartition _,
                    Change.ChangeSchema _,
                    Change.ChangeSequence _,
                    Change.Alter _ -> new None(Why.NO_RULE);
        };
    }

    private Way table(Change.CreateTable create, KnownSchema before) {
        if (create.temporary()) {
            return new None(Why.NO_RULE);
        }
        Boolean there = there(ObjectKind.TABLE, create.table(), "", before);
        if (create.ifNotExists() && there == null) {
            return new None(Why.UNKNOWN_BEFORE);
        }
        if (create.ifNotExists() && there != null && there) {
            return NOTHING;
        }
        made.add(resolved(create.table()));
        return back("DROP TABLE " + Sql.name(create.table()));
    }

    private Way addColumn(Change.AddColumn add, KnownSchema before) {
        return onTable(add.table(), () -> {
            String name = add.column().name();
            Boolean there = there(ObjectKind.COLUMN, add.table(), name, before);
            if (add.ifNotExists() && there == null) {
                return new None(Why.UNKNOWN_BEFORE);
            }
            return add.ifNotExists() && there != null && there
                    ? NOTHING
                    : back(Sql.alter(add.table(), "DROP COLUMN " + Sql.name(name)));
        });
    }

    private Way index(Change.CreateIndex create, KnownSchema before, KnownSchema after) {
        return onTable(create.table(), () -> {
            if (create.ifNotExists()
                    && !before.complete()
                    && create.name() != null
                    && there(ObjectKind.INDEX, new QName(create.table().schema(), create.name()), "", before) == null) {
                return new None(Why.UNKNOWN_BEFORE);
            }
            List<String> names = news(ObjectKind.INDEX, before, after).stream()
                    .map(id -> id.owner().name())
                    .toList();
            if (names.isEmpty()) {
                return create.ifNotExists() ? NOTHING : new None(Why.NO_RULE);
            }
            String name = Sql.name(new QName(create.table().schema(), names.getFirst()));
            return back("DROP INDEX " + (create.concurrently() ? "CONCURRENTLY " : "") + name);
        });
    }

    private Way constraint(Change.AddConstraint add, KnownSchema before, KnownSchema after) {
        return onTable(add.table(), () -> {
            List<ObjectId> news = news(ObjectKind.CONSTRAINT, before, after);
            if (news.isEmpty() || add.constraint().usingIndex() != null) {
                return new None(Why.NO_RULE);
            }
            List<String> back = new ArrayList<>();
            back.add(Sql.alter(
                    add.table(), "DROP CONSTRAINT " + Sql.name(news.getFirst().part())));
            if (add.constraint().kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
                for (String column : add.constraint().columns()) {
                    SchemaObject.Column was = column(add.table(), column, before);
                    if (was == null) {
                        return new None(Why.UNKNOWN_BEFORE);
                    }
                    if (!was.notNull()) {
                        back.add(Sql.column(add.table(), column, "DROP NOT NULL"));
                    }
                }
            }
            return new Back(back);
        });
    }

    private static Way fill(Change.ChangeDefault value, KnownSchema before) {
        SchemaObject.Column was = column(value.table(), value.column(), before);
        if (was == null) {
            return new None(Why.UNKNOWN_BEFORE);
        }
        if (was.fill() == Fill.NOTHING) {
            return back(Sql.column(value.table(), value.column(), "DROP DEFAULT"));
        }
        boolean known = (was.fill() == Fill.STABLE || was.fill() == Fill.VOLATILE) && was.expression() != null;
        return known
                ? back(Sql.column(value.table(), value.column(), "SET DEFAULT " + was.expression()))
                : new None(Why.UNKNOWN_BEFORE);
    }

    private static Way notNull(Change.ChangeNotNull change, KnownSchema before) {
        SchemaObject.Column was = column(change.table(), change.column(), before);
        if (was == null) {
            return new None(Why.UNKNOWN_BEFORE);
        }
        return was.notNull() == change.notNull()
                ? NOTHING
                : back(Sql.column(change.table(), change.column(), (was.notNull() ? "SET" : "DROP") + " NOT NULL"));
    }

    private static Way setting(Change.TableSetting setting, KnownSchema before) {
        boolean known = setting.setting() == Change.Setting.ROW_SECURITY_ON
                && before.objects().get(new ObjectId(ObjectKind.TABLE, resolved(setting.table()), ""))
                        instanceof SchemaObject.Table table
                && !table.rowSecurity();
        return known ? back(Sql.alter(setting.table(), "DISABLE ROW LEVEL SECURITY")) : new None(Why.NO_RULE);
    }

    private Way rename(Change.Rename rename) {
        QName on = rename.on();
        String old = Sql.name(rename.name().name());
        String now = Sql.name(rename.newName());
        if (rename.kind() == ObjectKind.COLUMN && on != null) {
            return back(Sql.alter(on, "RENAME COLUMN " + now + " TO " + old));
        }
        if (rename.kind() == ObjectKind.CONSTRAINT && on != null) {
            return back(Sql.alter(on, "RENAME CONSTRAINT " + now + " TO " + old));
        }
        if (!RENAMED.contains(rename.kind())) {
            return new None(Why.NO_RULE);
        }
        QName renamed = new QName(rename.name().schema(), rename.newName());
        if (rename.kind() == ObjectKind.TABLE && made.contains(resolved(rename.name()))) {
            made.add(resolved(renamed));
        }
        return back("ALTER " + words(rename.kind()) + " " + Sql.name(renamed) + " RENAME TO " + old);
    }

    private Way view(Change.CreateView view, KnownSchema before) {
        if (view.temporary()) {
            return new None(Why.NO_RULE);
        }
        ObjectKind kind = view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW;
        return fresh(view.replace() || view.ifNotExists(), there(kind, view.name(), "", before), view.ifNotExists())
                .orElse("DROP " + words(kind) + " " + Sql.name(view.name()));
    }

    private Way function(Change.CreateFunction function, KnownSchema before) {
        Boolean there = there(ObjectKind.FUNCTION, function.name(), function.signature(), before);
        return fresh(function.replace(), there, false)
                .orElse("DROP ROUTINE " + Sql.name(function.name()) + "(" + function.signature() + ")");
    }

    private Way create(Change.Create create, KnownSchema before) {
        QName on = create.on();
        if (on != null && made.contains(resolved(on))) {
            return NOTHING;
        }
        boolean part = create.kind() == ObjectKind.TRIGGER
                || create.kind() == ObjectKind.POLICY
                || create.kind() == ObjectKind.RULE;
        boolean known = part
                || Set.of(
                                ObjectKind.SEQUENCE,
                                ObjectKind.DOMAIN,
                                ObjectKind.SCHEMA,
                                ObjectKind.EXTENSION,
                                ObjectKind.STATISTICS)
                        .contains(create.kind());
        if (!known || (part && on == null)) {
            return new None(Why.NO_RULE);
        }
        Boolean there = (part && on != null)
                ? there(create.kind(), on, create.name().name(), before)
                : there(create.kind(), create.name(), "", before);
        String drop = "DROP " + words(create.kind()) + " "
                + (part && on != null
                        ? Sql.name(create.name().name()) + " ON " + Sql.name(on)
                        : Sql.name(create.name()));
        return fresh(create.replace() || create.ifNotExists(), there, create.ifNotExists())
                .orElse(drop);
    }

    private Way drop(Change.Drop drop, KnownSchema before) {
        Boolean there = there(drop.kind(), drop.name(), "", before);
        if (drop.ifExists() && there != null && !there) {
            return NOTHING;
        }
        if (drop.kind() == ObjectKind.TABLE && made.contains(resolved(drop.name()))) {
            return new None(Why.NO_RULE);
        }
        ObjectId id = new ObjectId(drop.kind(), resolved(drop.name()), "");
        if (!drop.cascade() && before.objects().get(id) instanceof SchemaObject.Index index) {
            QName table =
                    drop.name().schema() == null && PUBLIC.equals(index.table().schema())
                            ? new QName(null, index.table().name())
                            : index.table();
            return back(Sql.index(drop.name(), table, index));
        }
        if (!drop.cascade()
                && drop.kind() == ObjectKind.VIEW
                && before.objects().get(id) instanceof SchemaObject.View view) {
            return back("CREATE VIEW " + Sql.name(drop.name()) + " AS " + view.definition());
        }
        return new None(Why.DROPPED);
    }

    private Way dropConstraint(Change.DropConstraint drop, KnownSchema before) {
        return onTable(drop.table(), () -> {
            ObjectId id = new ObjectId(ObjectKind.CONSTRAINT, resolved(drop.table()), drop.name());
            if (!drop.cascade() && before.objects().get(id) instanceof SchemaObject.Constraint constraint) {
                return back(Sql.alter(drop.table(), Sql.constraint(drop.name(), constraint)));
            }
            return drop.ifExists() && before.complete() && !before.objects().containsKey(id)
                    ? NOTHING
                    : new None(Why.DROPPED);
        });
    }

    private Way dropColumn(Change.DropColumn drop, KnownSchema before) {
        return onTable(drop.table(), () -> {
            Boolean there = there(ObjectKind.COLUMN, drop.table(), drop.column(), before);
            return drop.ifExists() && there != null && !there ? NOTHING : new None(Why.DROPPED);
        });
    }

    private static Way label(Change.AddLabel label, KnownSchema before) {
        ObjectId id = new ObjectId(ObjectKind.TYPE, resolved(label.type()), "");
        return before.objects().get(id) instanceof SchemaObject.EnumType(List<String> labels)
                        && label.ifNotExists()
                        && labels.contains(label.label())
                ? NOTHING
                : new None(Why.LABEL);
    }

    /** Rights, comments and owners of what the script made go with it. */
    private Way aside(List<QName> names) {
        return names.stream().allMatch(name -> made.contains(resolved(name))) ? NOTHING : new None(Why.NO_RULE);
    }

    /** What is done to a table that the script made goes with the table. */
    private Way onTable(QName table, java.util.function.Supplier<Way> otherwise) {
        return made.contains(resolved(table)) ? NOTHING : otherwise.get();
    }

    /** Whether a statement that may meet what it makes has made something new. */
    private record Fresh(@Nullable Way decided) {
        Way orElse(String drop) {
            return decided == null ? back(drop) : decided;
        }
    }

    private static Fresh fresh(boolean mayMeet, @Nullable Boolean there, boolean leaves) {
        if (!mayMeet || (there != null && !there)) {
            return new Fresh(null);
        }
        if (there == null) {
            return new Fresh(new None(Why.UNKNOWN_BEFORE));
        }
        return new Fresh(leaves ? NOTHING : new None(Why.DROPPED));
    }

    private static List<ObjectId> news(ObjectKind kind, KnownSchema before, KnownSchema after) {
        return after.objects().keySet().stream()
                .filter(id -> id.kind() == kind && !before.objects().containsKey(id))
                .toList();
    }

    /** Whether a thing was there; null where that is not known. */
    private static @Nullable Boolean there(ObjectKind kind, QName name, String part, KnownSchema before) {
        if (before.objects().containsKey(new ObjectId(kind, resolved(name), part))) {
            return true;
        }
        return before.complete() ? Boolean.FALSE : null;
    }

    private static SchemaObject.@Nullable Column column(QName table, String name, KnownSchema before) {
        return before.objects().get(new ObjectId(ObjectKind.COLUMN, resolved(table), name))
                        instanceof SchemaObject.Column column
                ? column
                : null;
    }

    private static QName resolved(QName name) {
        return name.in(PUBLIC);
    }

    private static String words(ObjectKind kind) {
        return kind.name().replace('_', ' ');
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static Way back(String sql) {
        return new Back(List.of(sql));
    }
}
