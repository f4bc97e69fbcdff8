package dev.backstep.rollback.program;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.rollback.saved.TableName;
import java.util.List;
import java.util.TreeSet;

/** Which tables lost something on the copy: rows, values that were written over, columns, or themselves. */
final class Losses {

    private Losses() {}

    static List<TableName> of(ProgramRehearsal.Ran ran) {
        TreeSet<TableName> tables = new TreeSet<>();
        ran.rows().stream().filter(RowChange::loses).map(RowChange::table).forEach(tables::add);
        for (CatalogDifference.Entry entry : ran.catalog().entries()) {
            CatalogId id = entry.id();
            boolean was = entry.kind() != CatalogDifference.Kind.ADDED;
            boolean whole = id.kind() == CatalogKind.TABLE && entry.kind() == CatalogDifference.Kind.DROPPED;
            if (was && (whole || id.kind() == CatalogKind.COLUMN)) {
                tables.add(new TableName(id.schema().isEmpty() ? "public" : id.schema(), id.name()));
            }
        }
        return List.copyOf(tables);
    }
}
