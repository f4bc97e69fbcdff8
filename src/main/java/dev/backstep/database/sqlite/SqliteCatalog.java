package dev.backstep.database.sqlite;

import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogObject;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.sql.sqlite.SqliteText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What users have made in a SQLite file: {@code sqlite_schema}, whose texts are taken word by word, and the columns as SQLite
 * itself understands them. What SQLite makes for itself ({@code sqlite_sequence}, {@code sqlite_stat1}, the indexes of
 * constraints) is left out: it cannot be dropped, and follows from the rest.
 */
public final class SqliteCatalog {

    private static final String OBJECTS =
            "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql IS NOT NULL";

    private static final String COLUMNS = """
            SELECT s.name, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
            FROM sqlite_schema s, pragma_table_xinfo(s.name) c
            WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            """;

    private SqliteCatalog() {}

    /** @param except a table that is not looked at, such as the tool's own; null for none */
    public static CatalogSnapshot read(Connection connection, @Nullable String except) throws SQLException {
        NavigableMap<CatalogId, CatalogObject> objects = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(OBJECTS)) {
                while (rows.next()) {
                    CatalogKind kind = CatalogKind.valueOf(rows.getString(1).toUpperCase(Locale.ROOT));
                    put(objects, new CatalogId(kind, "", rows.getString(2), ""), SqliteText.normal(rows.getString(3)));
                }
            }
            try (ResultSet rows = statement.executeQuery(COLUMNS)) {
                while (rows.next()) {
                    String column = "%s%s%s%s%s"
                            .formatted(
                                    rows.getString(3),
                                    rows.getBoolean(4) ? " NOT NULL" : "",
                                    rows.getString(5) == null ? "" : " DEFAULT " + rows.getString(5),
                                    rows.getInt(6) == 0 ? "" : " PRIMARY KEY " + rows.getInt(6),
                                    rows.getInt(7) == 0 ? "" : " GENERATED " + rows.getInt(7));
                    put(
                            objects,
                            new CatalogId(CatalogKind.COLUMN, "", rows.getString(1), rows.getString(2)),
                            column.strip());
                }
            }
        }
        objects.keySet().removeIf(id -> id.name().equals(except));
        return new CatalogSnapshot(objects);
    }

    private static void put(Map<CatalogId, CatalogObject> objects, CatalogId id, String definition) {
        objects.put(id, new CatalogObject(id.toString(), definition, Map.of()));
    }
}
