package dev.backstep.sql.observed;

import dev.backstep.model.Marker;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.rules.Reason;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import java.util.ArrayList;
import java.util.List;

/**
 * What a script was seen to do to a schema, judged by the same rules as its text.
 *
 * <p>It says nothing of rows: a replay has none. What a script did to them stays with what was read.
 *
 * @param marker the worst of the reasons' markers; compatible where there are none
 * @param reasons why; their statements are empty
 */
public record Observed(Marker marker, List<Reason> reasons) {

    public Observed {
        reasons = List.copyOf(reasons);
    }

    /** Judges the shortest way from one catalog to the other; both are of the same database. */
    public static Observed between(CatalogSnapshot before, CatalogSnapshot after) {
        List<Change> changes = changes(before, after);
        if (changes.isEmpty()) {
            return new Observed(Marker.COMPATIBLE, List.of());
        }
        ScriptReading judged = ScriptAnalysis.judge(changes, ObservedSchema.of(before));
        return new Observed(judged.marker(), judged.reasons());
    }

    /** Statements that lead from one catalog to the other, in an order in which they can be judged. */
    static List<Change> changes(CatalogSnapshot before, CatalogSnapshot after) {
        Matching matching = Matching.of(before, after);
        List<Change> changes = new ArrayList<>(new Drops(matching).changes());
        changes.addAll(new Renames(matching).changes());
        changes.addAll(new Alterations(matching).changes());
        changes.addAll(new Additions(matching).changes());
        changes.addAll(new Rights(matching).changes());
        return changes;
    }
}
