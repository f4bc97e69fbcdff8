package dev.backstep.rollback.undo;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.saved.Manifest;
import dev.backstep.rollback.saved.Part;
import dev.backstep.rollback.saved.TableName;
import dev.backstep.text.Text;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the saved rows or values of one table back, only where nothing is now. */
final class PartLoader {

    private static final String STAGING = "pg_temp.backstep_staging";

    private final Sql sql;
    private final Source source;
    private final Set<String> old;

    /** @param old the columns that were there before the first statement, as {@link #column} writes them */
    PartLoader(Sql sql, Source source, Set<String> old) {
        this.sql = sql;
        this.source = source;
        this.old = old;
    }

    static String column(TableName table, String column) {
        return table.sql() + "." + TableName.quote(column);
    }

    PutBack.Table load(Manifest.Entry entry) throws SQLException, BackstepException, IOException {
        Part part = entry.part();
        Target target = Target.of(sql, part.table());
        String obstacle = obstacle(target, part);
        if (obstacle != null) {
            return none(entry, obstacle);
        }
        return part.kind() == Part.Kind.ROWS ? rows(entry, target) : values(entry, target);
    }

    /** Why nothing of a part can go back; null where something may. */
    static @Nullable String obstacle(Target target, Part part) {
        if (!target.isThere()) {
            return Text.of("undo.left.noTable");
        }
        return target.has(part) ? null : Text.of("undo.left.noColumn");
    }

    static boolean isEmpty(Sql sql, TableName table) throws SQLException {
        return sql.rows("SELECT 1 FROM ONLY " + table.sql() + " LIMIT 1").isEmpty();
    }

    private PutBack.Table rows(Manifest.Entry entry, Target target)
            throws SQLException, BackstepException, IOException {
        String table = target.name().sql();
        if (isEmpty(sql, target.name())) {
            return all(entry, source.fill(sql, entry, table));
        }
        List<String> key = entry.part().key();
        if (key.isEmpty()) {
            return none(entry, Text.of("undo.left.noKey"));
        }
        stage(entry, target, Set.of());
        String same = target.sameKey(key);
        List<String> fresh = entry.part().columns().stream()
                .map(Part.Column::name)
                .filter(name -> !key.contains(name) && !old.contains(column(target.name(), name)))
                .toList();
        if (!fresh.isEmpty()) {
            update(target, fresh, " FROM " + STAGING + " s WHERE " + same);
        }
        String columns = list(entry.part().columns());
        sql.execute("INSERT INTO " + table + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns + " FROM "
                + STAGING + " s WHERE NOT EXISTS (SELECT FROM ONLY " + table + " t WHERE " + same + ")");
        long put = sql.number("SELECT count(*) FROM (SELECT "
                + texts("s", entry.part().columns()) + " FROM " + STAGING + " s INTERSECT ALL SELECT "
                + texts("t", entry.part().columns()) + " FROM ONLY " + table + " t) x");
        unstage();
        long left = entry.rows() - put;
        return new PutBack.Table(shown(entry), put, left, left == 0 ? "" : Text.of("undo.left.otherRows"));
    }

    private PutBack.Table values(Manifest.Entry entry, Target target)
            throws SQLException, BackstepException, IOException {
        Part part = entry.part();
        if (part.key().isEmpty()) {
            return none(entry, Text.of("undo.left.noKey"));
        }
        Set<String> held = part.lost().stream()
                .filter(name -> old.contains(column(part.table(), name)))
                .collect(Collectors.toSet());
        stage(entry, target, held);
        String same = target.sameKey(part.key());
        String from = " FROM " + STAGING + " s WHERE " + same;
        List<String> fresh =
                part.lost().stream().filter(name -> !held.contains(name)).toList();
        if (!fresh.isEmpty()) {
            update(target, fresh, from);
        }
        for (String name : held) {
            String quoted = TableName.quote(name);
            sql.execute("UPDATE ONLY " + target.name().sql() + " t SET " + quoted + " = s." + quoted + "::"
                    + target.column(name).type() + from + " AND t." + quoted + " IS NULL AND s." + quoted
                    + " IS NOT NULL");
        }
        String equal = part.lost().stream()
                .map(name -> "t." + TableName.quote(name) + "::pg_catalog.text IS NOT DISTINCT FROM s."
                        + TableName.quote(name) + "::pg_catalog.text")
                .collect(Collectors.joining(" AND "));
        String joined = "SELECT count(*) FROM ONLY " + target.name().sql() + " t JOIN " + STAGING + " s ON " + same;
        long matched = sql.number(joined);
        long put = sql.number(joined + " WHERE " + equal);
        unstage();
        return values(entry, matched, put);
    }

    private static PutBack.Table values(Manifest.Entry entry, long matched, long put) {
        long gone = entry.rows() - matched;
        long other = matched - put;
        String reason = gone > 0 && other > 0
                ? Text.of("undo.left.goneAndOther", gone, other)
                : gone > 0 ? Text.of("undo.left.goneRows") : other > 0 ? Text.of("undo.left.otherValues") : "";
        return new PutBack.Table(shown(entry), put, gone + other, reason);
    }

    /** An identity that is always generated takes no value by UPDATE, so it is one that may be for a moment. */
    private void update(Target target, List<String> columns, String from) throws SQLException {
        String table = target.name().sql();
        List<String> always = columns.stream()
                .filter(name -> target.column(name).always())
                .map(TableName::quote)
                .toList();
        for (String column : always) {
            sql.execute("ALTER TABLE " + table + " ALTER COLUMN " + column + " SET GENERATED BY DEFAULT");
        }
        String set = columns.stream()
                .map(TableName::quote)
                .map(name -> name + " = s." + name)
                .collect(Collectors.joining(", "));
        sql.execute("UPDATE ONLY " + table + " t SET " + set + from);
        for (String column : always) {
            sql.execute("ALTER TABLE " + table + " ALTER COLUMN " + column + " SET GENERATED ALWAYS");
        }
    }

    /** A table of the saved rows, with the columns' types of now; {@code asText} where an older type may not fit. */
    private void stage(Manifest.Entry entry, Target target, Set<String> asText)
            throws SQLException, BackstepException, IOException {
        String columns = entry.part().columns().stream()
                .map(Part.Column::name)
                .map(name -> TableName.quote(name) + " "
                        + (asText.contains(name)
                                ? "pg_catalog.text"
                                : target.column(name).type()))
                .collect(Collectors.joining(", "));
        sql.execute("CREATE TEMPORARY TABLE backstep_staging (" + columns + ") ON COMMIT DROP");
        source.fill(sql, entry, STAGING);
        sql.execute("ANALYZE " + STAGING);
    }

    private void unstage() throws SQLException {
        sql.execute("DROP TABLE " + STAGING);
    }

    private static PutBack.Table all(Manifest.Entry entry, long rows) {
        return new PutBack.Table(shown(entry), rows, entry.rows() - rows, "");
    }

    static PutBack.Table none(Manifest.Entry entry, String reason) {
        return new PutBack.Table(shown(entry), 0, entry.rows(), entry.rows() == 0 ? "" : reason);
    }

    private static String shown(Manifest.Entry entry) {
        return entry.part().table().toString();
    }

    private static String list(List<Part.Column> columns) {
        return columns.stream().map(column -> TableName.quote(column.name())).collect(Collectors.joining(", "));
    }

    private static String texts(String table, List<Part.Column> columns) {
        return columns.stream()
                .map(column -> table + "." + TableName.quote(column.name()) + "::pg_catalog.text")
                .collect(Collectors.joining(", "));
    }
}
