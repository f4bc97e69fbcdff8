package dev.backstep.sql.observed;

import static java.util.Objects.requireNonNull;

import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogObject;
import dev.backstep.sql.Statement;
import dev.backstep.sql.parse.Budget;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.ColumnSpec;
import dev.backstep.sql.parse.ColumnSpec.Fill;
import dev.backstep.sql.parse.ConstraintSpec;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.parse.StatementParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements that explain what is new; of a new table, only what reaches further. */
final class Additions {

    private final Matching matching;

    Additions(Matching matching) {
        this.matching = matching;
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (CatalogId id : matching.fresh()) {
            Change change = id.kind().aside() ? null : addition(id, matching.is(id));
            if (change != null) {
                changes.add(change);
            }
        }
        return changes;
    }

    private @Nullable Change addition(CatalogId id, CatalogObject is) {
        CatalogId owner = Matching.owner(id, is);
        boolean reaches = id.kind() == CatalogKind.CONSTRAINT && is.has("target");
        if (!owner.equals(id) && Matching.within(matching.fresh(), owner) && !reaches) {
            return null;
        }
        QName name = ObservedSchema.name(id);
        return switch (id.kind()) {
            case TABLE -> table(name, is);
            case COLUMN -> ObservedSchema.ofView(is) ? null : new Change.AddColumn(name, column(id, is), false);
            case CONSTRAINT -> new Change.AddConstraint(name, constraint(id, is));
            case INDEX -> index(id, is);
            case VIEW, MATERIALIZED_VIEW -> view(id, is, false);
            case FUNCTION -> function(id, is, false);
            case TYPE -> new Change.CreateType(name, is.has("enum") ? is.list("labels") : null);
            case TRIGGER, POLICY, RULE -> create(id, new QName(null, id.part()), name, is);
            case STATISTICS -> create(id, name, new QName(id.schema(), requireNonNull(is.aspect("table"))), is);
            case SEQUENCE -> is.has("table") ? null : create(id, name, null, is);
            case SCHEMA, EXTENSION, DOMAIN -> create(id, name, null, is);
            case OTHER -> Unruled.of(id);
            case RIGHTS, OWNER, COMMENT -> null;
        };
    }

    private static Change table(QName name, CatalogObject is) {
        String parent = is.aspect("parent");
        QName partitioned = parent == null ? null : new QName(is.aspect("parent_schema"), parent);
        return new Change.CreateTable(name, false, false, List.of(), List.of(), partitioned, Map.of(), true);
    }

    private static ColumnSpec column(CatalogId id, CatalogObject is) {
        return new ColumnSpec(
                id.part(), ObservedSchema.type(is), is.has("not_null"), fill(is), is.aspect("expression"), List.of());
    }

    /** Whether a default differs by row is what reading the definition says. */
    private static Fill fill(CatalogObject is) {
        if (ObservedSchema.fill(is) != Fill.STABLE) {
            return ObservedSchema.fill(is);
        }
        String sql = "ALTER TABLE t ADD COLUMN c " + is.definition();
        List<Change> read = StatementParser.standard().parse(new Statement(sql, 0, sql.length()), new Budget());
        return read.getFirst() instanceof Change.AddColumn add ? add.column().fill() : Fill.VOLATILE;
    }

    private ConstraintSpec constraint(CatalogId id, CatalogObject is) {
        return new ConstraintSpec(
                id.part(),
                ObservedSchema.constraintKind(is),
                is.list("columns"),
                ObservedSchema.target(is),
                formerIndex(is),
                is.has("validated"),
                !is.definition().contains("NOT ENFORCED"),
                is.definition());
    }

    /** The index that a new constraint took over; null where it made its own. */
    private @Nullable String formerIndex(CatalogObject constraint) {
        return matching.gone().stream()
                .filter(id -> id.kind() == CatalogKind.INDEX
                        && matching.was(id).identity().equals(constraint.aspect("index")))
                .map(CatalogId::name)
                .findFirst()
                .orElse(null);
    }

    private static Change index(CatalogId id, CatalogObject is) {
        QName table = new QName(id.schema(), requireNonNull(is.aspect("table")));
        return new Change.CreateIndex(
                id.name(), table, is.has("unique"), false, false, is.list("columns"), is.definition());
    }

    Change view(CatalogId id, CatalogObject is, boolean replace) {
        List<String> columns = ObservedSchema.columns(matching.after(), id);
        boolean materialized = id.kind() == CatalogKind.MATERIALIZED_VIEW;
        return new Change.CreateView(
                ObservedSchema.name(id), materialized, replace, false, false, columns, is.definition());
    }

    static Change function(CatalogId id, CatalogObject is, boolean replace) {
        return new Change.CreateFunction(
                ObservedSchema.name(id),
                ObservedSchema.plain(id.part()),
                ObservedSchema.plain(String.valueOf(is.aspect("result"))),
                is.has("defaults"),
                replace,
                is.definition());
    }

    private static Change create(CatalogId id, QName name, @Nullable QName on, CatalogObject is) {
        return new Change.Create(ObservedSchema.kind(id.kind()), name, on, false, false, is.definition());
    }
}
