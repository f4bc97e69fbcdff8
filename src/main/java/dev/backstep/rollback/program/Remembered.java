package dev.backstep.rollback.program;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.rollback.saved.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
     */
    public record Change(String words, String sum) {

        static Change of(CatalogDifference.Entry entry) {
            Sum sum = new Sum();
            sum.add(entry.after() == null ? "" : entry.after());
            String kind = entry.id().kind().name().replace('_', ' ');
            return new Change((entry.kind() + " " + kind).toLowerCase(Locale.ROOT) + " " + entry.id(), sum.hex());
        }
    }

    static List<Change> changes(CatalogDifference difference) {
        return difference.entries().stream().map(Change::of).toList();
    }
}
