package dev.backstep.sql.observed;

import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogObject;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.Change.Setting;
import dev.backstep.sql.parse.ColumnSpec.Fill;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The statements that explain how kept things changed in place. */
final class Alterations {

    private final Matching matching;
    private final boolean renames;
    private final List<Change> changes = new ArrayList<>();

    Alterations(Matching matching) {
        this.matching = matching;
        this.renames = matching.renames();
    }

    List<Change> changes() {
        matching.kept().forEach((id, now) -> {
            CatalogObject was = matching.was(id);
            CatalogObject is = matching.is(now);
            if (!was.definition().equals(is.definition())) {
                alter(now, was, is);
            }
        });
        return changes;
    }

    private void alter(CatalogId id, CatalogObject was, CatalogObject is) {
        switch (id.kind()) {
            case TABLE -> table(id, was, is);
            case COLUMN -> {
                if (!ObservedSchema.ofView(is)) {
                    column(id, was, is);
                }
            }
            case TYPE -> type(id, was, is);
            case OWNER -> changes.add(new Change.ChangeOwner(ownerKind(id), ObservedSchema.name(id)));
            case COMMENT -> changes.add(new Change.Comment(ObservedSchema.kind(id.kind()), ObservedSchema.name(id)));
            case RIGHTS -> {} // with those that came and went
            default -> {
                if (!renames) {
                    unlessRenamed(id, was, is);
                }
            }
        }
    }

    private static ObjectKind ownerKind(CatalogId id) {
        return ObjectKind.valueOf(id.part().split(" ", 2)[0]);
    }

    private void unlessRenamed(CatalogId id, CatalogObject was, CatalogObject is) {
        QName name = ObservedSchema.name(id);
        QName part = new QName(null, id.part());
        switch (id.kind()) {
            case CONSTRAINT ->
                changes.add(
                        is.has("validated") && !was.has("validated")
                                ? new Change.ValidateConstraint(name, id.part())
                                : Unruled.of(id));
            case VIEW, MATERIALIZED_VIEW ->
                changes.add(
                        Objects.equals(was.aspect("options"), is.aspect("options"))
                                ? new Additions(matching).view(id, is, true)
                                : new Change.Alter(ObservedSchema.kind(id.kind()), name, null));
            case FUNCTION -> changes.add(Additions.function(id, is, true));
            case TRIGGER ->
                changes.add(
                        Objects.equals(was.aspect("enabled"), is.aspect("enabled"))
                                ? replace(id, part, name, is)
                                : new Change.TableSetting(name, Setting.TRIGGERS));
            case POLICY -> changes.add(new Change.Alter(ObservedSchema.kind(id.kind()), part, name));
            case RULE -> changes.add(replace(id, part, name, is));
            case SEQUENCE -> changes.add(new Change.ChangeSequence(name, false));
            case INDEX, DOMAIN, STATISTICS -> changes.add(new Change.Alter(ObservedSchema.kind(id.kind()), name, null));
            default -> changes.add(Unruled.of(id));
        }
    }

    private static Change replace(CatalogId id, QName name, QName on, CatalogObject is) {
        return new Change.Create(ObservedSchema.kind(id.kind()), name, on, true, false, is.definition());
    }

    private void table(CatalogId id, CatalogObject was, CatalogObject is) {
        QName name = ObservedSchema.name(id);
        int explained = changes.size();
        if (was.has("row_security") != is.has("row_security")) {
            Setting setting = is.has("row_security") ? Setting.ROW_SECURITY_ON : Setting.ROW_SECURITY_OTHER;
            changes.add(new Change.TableSetting(name, setting));
        }
        if (was.has("forced") != is.has("forced")) {
            changes.add(new Change.TableSetting(name, Setting.ROW_SECURITY_OTHER));
        }
        if (was.has("unlogged") != is.has("unlogged")) {
            changes.add(new Change.TableSetting(name, Setting.REWRITTEN));
        }
        if (!Objects.equals(was.aspect("options"), is.aspect("options"))) {
            changes.add(new Change.TableSetting(name, Setting.STORAGE_PARAMETERS));
        }
        if (was.has("bound") && !is.has("bound")) {
            changes.add(new Change.DetachPartition(parent(was), name, false));
        } else if (!was.has("bound") && is.has("bound")) {
            changes.add(new Change.AttachPartition(parent(is), name, Map.of()));
        }
        if (changes.size() == explained && !renames) {
            changes.add(Unruled.of(id));
        }
    }

    private static QName parent(CatalogObject partition) {
        return new QName(partition.aspect("parent_schema"), String.valueOf(partition.aspect("parent")));
    }

    /** NULL is allowed before a default goes, and refused after one came: columns are judged by how they end. */
    private void column(CatalogId id, CatalogObject was, CatalogObject is) {
        QName table = ObservedSchema.name(id);
        boolean retyped = !renamedType(ObservedSchema.type(was)).equals(ObservedSchema.type(is));
        if (retyped) {
            changes.add(new Change.ChangeType(table, id.part(), ObservedSchema.type(is), false));
        } else if (!Objects.equals(was.aspect("collation"), is.aspect("collation"))) {
            changes.add(Unruled.of(id));
        }
        if (was.has("not_null") && !is.has("not_null")) {
            changes.add(new Change.ChangeNotNull(table, id.part(), false));
        }
        fill(id, was, is, retyped);
        if (!was.has("not_null") && is.has("not_null")) {
            changes.add(new Change.ChangeNotNull(table, id.part(), true));
        }
    }

    /** A default reads differently when its type is another or something in it has a new name; that is no change. */
    private void fill(CatalogId id, CatalogObject was, CatalogObject is, boolean retyped) {
        Fill before = ObservedSchema.fill(was);
        Fill now = ObservedSchema.fill(is);
        boolean reworded = !Objects.equals(was.aspect("expression"), is.aspect("expression"));
        if (before != now || (reworded && !retyped && !renames)) {
            changes.add(new Change.ChangeDefault(ObservedSchema.name(id), id.part(), now, is.aspect("expression")));
        }
    }

    private String renamedType(String type) {
        String element = type.replace("[]", "");
        return matching.kept().entrySet().stream()
                .filter(pair -> pair.getKey().kind() == CatalogKind.TYPE
                        && pair.getKey().toString().equals(element))
                .map(pair -> pair.getValue() + type.substring(element.length()))
                .findFirst()
                .orElse(type);
    }

    private void type(CatalogId id, CatalogObject was, CatalogObject is) {
        QName name = ObservedSchema.name(id);
        if (!is.has("enum")) {
            if (!renames) {
                changes.add(new Change.Alter(ObservedSchema.kind(id.kind()), name, null));
            }
            return;
        }
        List<String> gone = new ArrayList<>(was.list("labels"));
        gone.removeAll(is.list("labels"));
        List<String> added = new ArrayList<>(is.list("labels"));
        added.removeAll(was.list("labels"));
        for (String label : gone) {
            changes.add(new Change.RenameLabel(name, label, added.isEmpty() ? "" : added.removeFirst()));
        }
        added.forEach(label -> changes.add(new Change.AddLabel(name, label, false)));
    }
}
