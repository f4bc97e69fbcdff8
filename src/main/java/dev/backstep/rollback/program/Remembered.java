package dev.backstep.rollback.program;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.rollback.saved.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is remembered of a rehearsal: names and numbers, neither statements nor rows nor output.
 *
 * @param fingerprint of what was rehearsed
 * @param verdict what to hold of it
 * @param exit the exit code
 * @param statements how many texts were sent
 * @param changes each thing that it changed in the catalog
 * @param histories what each history table held afterwards
 * @param loses the tables that lose rows, values or themselves
 */
public record Remembered(
        String fingerprint,
        Instant at,
        Duration took,
        ProgramRehearsal.Verdict verdict,
        int exit,
        int statements,
        List<Change> changes,
        Map<String, String> histories,
        List<TableName> loses) {

    public Remembered {
        changes = List.copyOf(changes);
        histories = Map.copyOf(histories);
        loses = List.copyOf(loses);
    }

    public boolean good() {
        return verdict == ProgramRehearsal.Verdict.GOOD;
    }

    /**
     * One change of the catalog.
     *
     * @param words what it is, such as {@code dropped table msg_users}
     * @param sum over the definition afterwards
     * @param told whether it is worth telling: what goes or comes with its table is not
     */
    public record Change(String words, String sum, boolean told) {

        private static Change of(CatalogDifference.Entry entry, boolean told) {
            Sum sum = new Sum();
            sum.add(entry.after() == null ? "" : entry.after());
            String kind = entry.id().kind().name().replace('_', ' ');
            return new Change((entry.kind() + " " + kind).toLowerCase(Locale.ROOT) + " " + entry.id(), sum.hex(), told);
        }
    }

    static List<Change> changes(CatalogDifference difference) {
        Set<CatalogId> tables = difference.entries().stream()
                .filter(entry -> entry.kind() != CatalogDifference.Kind.CHANGED)
                .map(CatalogDifference.Entry::id)
                .filter(id -> id.kind() == CatalogKind.TABLE)
                .collect(Collectors.toSet());
        return difference.entries().stream()
                .map(entry -> Change.of(entry, !belongs(entry.id(), tables)))
                .toList();
    }

    /** Columns, constraints, an owner … of a table that goes or comes as a whole. */
    private static boolean belongs(CatalogId id, Set<CatalogId> tables) {
        return !id.part().isEmpty() && tables.contains(new CatalogId(CatalogKind.TABLE, id.schema(), id.name(), ""));
    }

    /** How many of the changes are told. */
    long told() {
        return changes.stream().filter(Change::told).count();
    }
}
