package dev.backstep.sql.observed;

import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The renames that explain why kept things have other names; tables, types and the like first, then their parts. */
final class Renames {

    private final Matching matching;
    private final Map<String, String> schemas;

    Renames(Matching matching) {
        this.matching = matching;
        this.schemas = matching.kept().entrySet().stream()
                .filter(pair -> pair.getKey().kind() == CatalogKind.SCHEMA
                        && !pair.getKey().equals(pair.getValue()))
                .collect(Collectors.toMap(
                        pair -> pair.getKey().name(), pair -> pair.getValue().name()));
    }

    List<Change> changes() {
        List<Change> wholes = new ArrayList<>();
        List<Change> parts = new ArrayList<>();
        matching.kept().forEach((was, is) -> {
            if (was.equals(is) || was.kind().aside()) {
                return;
            }
            switch (was.kind()) {
                case COLUMN, CONSTRAINT, TRIGGER, POLICY, RULE -> part(was, is, parts);
                default -> whole(was, is, wholes);
            }
        });
        wholes.addAll(parts);
        return wholes;
    }

    private static void part(CatalogId was, CatalogId is, List<Change> changes) {
        if (!was.part().equals(is.part())) {
            changes.add(new Change.Rename(
                    ObservedSchema.kind(was.kind()), ObservedSchema.name(is), new QName(null, was.part()), is.part()));
        }
    }

    /** An index is where its table is, a sequence moves with its column. */
    private void whole(CatalogId was, CatalogId is, List<Change> changes) {
        ObjectKind kind = ObservedSchema.kind(was.kind());
        boolean follows = was.kind() == CatalogKind.INDEX || was.kind() == CatalogKind.SEQUENCE;
        if (!schemas.getOrDefault(was.schema(), was.schema()).equals(is.schema()) && !follows) {
            changes.add(new Change.ChangeSchema(kind, ObservedSchema.name(was), is.schema()));
        }
        if (!was.name().equals(is.name())) {
            QName moved = new QName(ObservedSchema.name(is).schema(), was.name());
            changes.add(new Change.Rename(kind, null, moved, is.name()));
        }
    }
}
