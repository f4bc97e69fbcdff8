package dev.backstep.sql.observed;

import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogObject;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.QName;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The drops that explain what is gone; what goes with something else is not said again. */
final class Drops {

    private final Matching matching;

    Drops(Matching matching) {
        this.matching = matching;
    }

    List<Change> changes() {
        return matching.gone().stream()
                .filter(id -> !id.kind().aside() && !goesAlong(id, matching.was(id)))
                .map(this::drop)
                .toList();
    }

    private Change drop(CatalogId id) {
        QName name = ObservedSchema.name(id);
        return switch (id.kind()) {
            case COLUMN -> new Change.DropColumn(name, id.part(), false, false);
            case CONSTRAINT -> new Change.DropConstraint(name, id.part(), false, false);
            case TRIGGER, POLICY, RULE -> drop(id, new QName(null, id.part()), name, null);
            case FUNCTION -> drop(id, name, null, ObservedSchema.plain(id.part()));
            case OTHER -> Unruled.of(id);
            default -> drop(id, name, null, null);
        };
    }

    private static Change drop(CatalogId id, QName name, @Nullable QName on, @Nullable String signature) {
        return new Change.Drop(ObservedSchema.kind(id.kind()), name, on, signature, false, false, false);
    }

    private boolean goesAlong(CatalogId id, CatalogObject was) {
        CatalogId owner = Matching.owner(id, was);
        if (!owner.equals(id) && Matching.within(matching.gone(), owner)) {
            return true;
        }
        return switch (id.kind()) {
            case COLUMN -> ObservedSchema.ofView(was);
            case CONSTRAINT -> goneColumn(owner, was.list("columns"));
            case INDEX -> goneColumn(owner, was.list("uses")) || becameConstraint(was);
            case SEQUENCE -> was.has("identity") || goneColumn(owner, was.list("column"));
            default -> false;
        };
    }

    private boolean goneColumn(CatalogId table, List<String> columns) {
        return columns.stream()
                .map(column -> new CatalogId(CatalogKind.COLUMN, table.schema(), table.name(), column))
                .anyMatch(matching.gone()::contains);
    }

    private boolean becameConstraint(CatalogObject index) {
        return freshConstraints().anyMatch(constraint -> index.identity().equals(constraint.aspect("index")));
    }

    private Stream<CatalogObject> freshConstraints() {
        return matching.fresh().stream()
                .filter(id -> id.kind() == CatalogKind.CONSTRAINT)
                .map(matching::is);
    }
}
