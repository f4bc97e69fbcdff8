package dev.backstep.rollback.program;

import dev.backstep.database.Database;
import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogObject;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.saved.SavedSchema;
import dev.backstep.tool.HistoryTables;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a program may change, at one moment: everything that users have made, and what the history tables hold.
 *
 * @param identity which database it is
 * @param catalog all that users have made, but for what Backstep has saved there
 * @param histories what each history table holds, by its name: the versions of tools that Backstep reads, else a sum over its
 *     rows
 */
record DatabaseState(DatabaseIdentity identity, CatalogSnapshot catalog, Map<String, String> histories) {

    DatabaseState {
        histories = Map.copyOf(histories);
    }

    static DatabaseState read(Database database) throws BackstepException {
        return database.read(connection -> new DatabaseState(
                database.identity(connection),
                withoutSaved(CatalogReader.read(connection, CatalogScope.all())),
                histories(connection)));
    }

    /** What Backstep has saved there is no program's. */
    private static CatalogSnapshot withoutSaved(CatalogSnapshot all) {
        NavigableMap<CatalogId, CatalogObject> objects = new TreeMap<>(all.objects());
        objects.keySet().removeIf(DatabaseState::isSaved);
        return new CatalogSnapshot(objects);
    }

    private static boolean isSaved(CatalogId id) {
        boolean named = id.kind() == CatalogKind.SCHEMA || id.kind().aside();
        return id.schema().startsWith(SavedSchema.PREFIX) || (named && id.name().startsWith(SavedSchema.PREFIX));
    }

    private static Map<String, String> histories(Connection connection) throws SQLException {
        Map<String, String> histories = new TreeMap<>(OtherHistories.sums(connection));
        for (MigrationTool tool : MigrationTools.all()) {
            for (HistoryTable table : tool.findHistories(connection)) {
                histories.put(table.toString(), history(connection, tool, table));
            }
        }
        return histories;
    }

    private static String history(Connection connection, MigrationTool tool, HistoryTable table) throws SQLException {
        try {
            History history = tool.read(connection, table);
            List<String> versions = history.records().stream()
                    .map(applied -> applied.version().text())
                    .toList();
            String at = history.current() == null ? "" : history.current().text();
            return at + (history.dirty() ? " dirty " : " ") + String.join(" ", versions);
        } catch (BackstepException e) {
            return HistoryTables.stamp(connection, table);
        }
    }

    /** SHA-256 over the catalog's definitions. */
    String catalogSum() {
        Sum sum = new Sum();
        catalog.objects().forEach((id, object) -> sum.add(id.toString(), object.definition()));
        return sum.hex();
    }
}
