package dev.backstep.ui.detail;

import dev.backstep.analysis.MigrationReading;
import dev.backstep.analysis.RowMarker;
import dev.backstep.model.Migration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the shown migration's scripts.
 *
 * @param running facts about running the script that would run next
 * @param facts other facts
 * @param first the findings that decide, the gravest first
 * @param rest the others, folded away at first
 * @param replayTells whether replaying it would tell more
 */
record Findings(List<Fact> running, List<Fact> facts, List<Finding> first, List<Finding> rest, boolean replayTells) {

    /** The name of the fact that says how the marker is known. */
    static final String MARKER = "detail.marker";

    /** The most findings of one sort that are shown unfolded. */
    private static final int SHOWN = 3;

    static final Findings NONE = new Findings(List.of(), List.of(), List.of(), List.of(), false);

    Findings {
        running = List.copyOf(running);
        facts = List.copyOf(facts);
        first = List.copyOf(first);
        rest = List.copyOf(rest);
    }

    /** A fact: the key of its name, and its value as shown. */
    record Fact(String key, String value) {}

    /**
     * Everything that one candidate's scripts say.
     *
     * @param mark the whole row's marker
     * @param reading what the candidate's scripts say
     * @param applied whether the down script is the one to run next; else it is the up script
     * @param numbers says how much is lost, and what else the database knows
     */
    static Findings of(
            RowMarker mark, Migration migration, MigrationReading reading, boolean applied, LossNumbers numbers) {
        FindingWords words = new FindingWords(migration, reading, applied);
        Sorter sorter = new Sorter();
        if (!mark.disagreeing().isEmpty()) {
            sorter.all(List.of(FindingWords.disagreement(mark)), 1);
        }
        sorter.all(words.declaration(), SHOWN);
        sorter.all(words.losses(numbers), SHOWN);
        sorter.all(FindingWords.found(numbers), SHOWN);
        sorter.all(words.observed(), SHOWN);
        sorter.all(words.reasons(true), SHOWN);
        sorter.all(words.reversal(), SHOWN);
        sorter.all(words.reasons(false), 0);
        return new Findings(
                words.running(),
                words.facts(mark),
                sorter.first,
                sorter.rest,
                reading.up() != null && reading.observed() == null);
    }

    /** Takes the first of each sort, and keeps the others for later. */
    private static final class Sorter {
        private final List<Finding> first = new ArrayList<>();
        private final List<Finding> rest = new ArrayList<>();

        void all(List<Finding> findings, int shown) {
            int cut = Math.min(shown, findings.size());
            first.addAll(findings.subList(0, cut));
            rest.addAll(findings.subList(cut, findings.size()));
        }
    }
}
