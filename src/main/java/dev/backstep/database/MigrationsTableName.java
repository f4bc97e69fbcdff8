package dev.backstep.database;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings.TableName;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * golang-migrate's {@code x-migrations-table}: one identifier, dots included; or, with
 * {@code x-migrations-table-quoted=true}, {@code "table"} or {@code "schema"."table"} ({@code database/postgres}).
 */
final class MigrationsTableName {

    private static final Pattern QUOTED = Pattern.compile("\"(.*?)\"", Pattern.UNIX_LINES);

    /** What Go's {@code strconv.ParseBool} takes. */
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private MigrationsTableName() {}

    /** The table; null when none is named. */
    static @Nullable TableName of(@Nullable String table, @Nullable String quoted) throws BackstepException {
        boolean isQuoted = isTrue(quoted);
        if (table == null || table.isEmpty()) {
            return null;
        }
        if (!isQuoted) {
            return new TableName(null, table);
        }
        if (!table.startsWith("\"") || !table.endsWith("\"")) {
            throw new BackstepException("url.tableNotQuoted", null);
        }
        List<String> names =
                QUOTED.matcher(table).results().map(name -> name.group(1)).toList();
        return switch (names.size()) {
            case 0 -> throw new BackstepException("url.tableNotQuoted", null);
            case 1 -> new TableName(null, names.getFirst());
            case 2 -> new TableName(names.getFirst(), names.getLast());
            default -> throw new BackstepException("url.tableTooManyParts", null);
        };
    }

    private static boolean isTrue(@Nullable String text) throws BackstepException {
        if (text == null || text.isEmpty() || FALSE.contains(text)) {
            return false;
        }
        if (!TRUE.contains(text)) {
            throw new BackstepException("url.tableQuotedFlag", null);
        }
        return true;
    }
}
