package dev.backstep.rollback.program;

import dev.backstep.model.catalog.CatalogDifference;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what a command left with what was there, and with what it left on the copy. */
final class Comparisons {

    private Comparisons() {}

    /** The history tables that hold something else, or are there only once; by name. */
    static List<String> histories(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> tables = new TreeSet<>(before.keySet());
        tables.addAll(after.keySet());
        return tables.stream()
                .filter(table -> !before.getOrDefault(table, "").equals(after.getOrDefault(table, "")))
                .toList();
    }

    static ProgramRan.Ran outcome(
            ToolEnd end, DatabaseState before, DatabaseState after, @Nullable Remembered rehearsed) {
        CatalogDifference changed = CatalogDifference.between(before.catalog(), after.catalog());
        List<String> histories = histories(before.histories(), after.histories());
        List<Remembered.Change> here = Remembered.changes(changed);
        Remembered seen = rehearsed != null && rehearsed.good() ? rehearsed : null;
        List<Remembered.Change> there = seen == null ? here : seen.changes();
        List<String> missing = without(there, here);
        List<String> unexpected = without(here, there);
        boolean same = missing.isEmpty()
                && unexpected.isEmpty()
                && (seen == null || alike(seen.histories(), after.histories()));
        return new ProgramRan.Ran(verdict(end, seen != null, same), changed, histories, missing, unexpected);
    }

    private static List<String> without(List<Remembered.Change> all, List<Remembered.Change> others) {
        return all.stream()
                .filter(each -> !others.contains(each))
                .map(Remembered.Change::words)
                .toList();
    }

    private static ProgramRan.Verdict verdict(ToolEnd end, boolean compared, boolean same) {
        if (end.ended()) {
            return ProgramRan.Verdict.CANCELLED;
        }
        if (end.exit() != 0) {
            return ProgramRan.Verdict.FAILED;
        }
        if (!end.traffic().connected()) {
            return ProgramRan.Verdict.UNCONNECTED;
        }
        if (!compared) {
            return ProgramRan.Verdict.UNREHEARSED;
        }
        return same ? ProgramRan.Verdict.AS_REHEARSED : ProgramRan.Verdict.OTHERWISE;
    }

    private static boolean alike(Map<String, String> one, Map<String, String> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(each -> OtherHistories.alike(each.getValue(), other.getOrDefault(each.getKey(), "")));
    }
}
