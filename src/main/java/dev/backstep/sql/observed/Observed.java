package dev.backstep.sql.observed;

import dev.backstep.model.Marker;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.rules.Reason;
import dev.backstep.sql.rules.Rule;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a script was seen to do to a schema, judged by the same rules as its text.
 *
 * <p>It says nothing of rows: a replay has none. What a script did to them stays with what was read.
 *
 * @param marker the worst of the reasons' markers; compatible where there are none
 * @param reasons why; their statements are empty
 */
public record Observed(Marker marker, List<Reason> reasons) {

    /** What these are about, a replay does not show: rows, positions, roles it does not have, what could not be read. */
    private static final Set<Rule> NOT_SEEN = EnumSet.of(
            Rule.UPDATE,
            Rule.FILL_REFERENCES,
            Rule.DELETE,
            Rule.TRUNCATE,
            Rule.CHANGE_TYPE,
            Rule.CHANGE_SEQUENCE,
            Rule.CHANGE_OWNER,
            Rule.REVOKE,
            Rule.UNREAD);

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

    /**
     * The marker that both witnesses give together: what was seen, and what was read where there is nothing to see. A
     * statement that was not understood leaves the script unknown, as it may do to rows what no replay shows.
     */
    public Marker with(ScriptReading read) {
        List<Marker> markers = new ArrayList<>(List.of(marker));
        reasonsWith(read).stream().map(Reason::marker).forEach(markers::add);
        return ScriptReading.worst(markers);
    }

    /** The reasons of both witnesses: what was seen, then what was read where there is nothing to see. */
    public List<Reason> reasonsWith(ScriptReading read) {
        List<Reason> both = new ArrayList<>(reasons);
        read.reasons().stream()
                .filter(reason -> NOT_SEEN.contains(reason.rule()))
                .forEach(both::add);
        return both;
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
