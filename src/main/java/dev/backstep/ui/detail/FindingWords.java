package dev.backstep.ui.detail;

import dev.backstep.analysis.MarkerText;
import dev.backstep.analysis.MigrationReading;
import dev.backstep.analysis.RowMarker;
import dev.backstep.analysis.Source;
import dev.backstep.model.Marker;
import dev.backstep.model.Migration;
import dev.backstep.sql.Statement;
import dev.backstep.sql.rules.Lock;
import dev.backstep.sql.rules.LockEffect;
import dev.backstep.sql.rules.Loss;
import dev.backstep.sql.rules.Reason;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.Rule;
import dev.backstep.sql.rules.ScriptReading;
import dev.backstep.sql.rules.Work;
import dev.backstep.text.Text;
import dev.backstep.text.Words;
import dev.backstep.ui.detail.Finding.Place;
import dev.backstep.ui.detail.Finding.Weight;
import dev.backstep.ui.detail.Findings.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts what one migration's scripts say into findings and facts. */
final class FindingWords {

    private static final int TABLES = 2;

    private final Migration migration;
    private final MigrationReading reading;
    private final boolean applied;

    FindingWords(Migration migration, MigrationReading reading, boolean applied) {
        this.migration = migration;
        this.reading = reading;
        this.applied = applied;
    }

    /** What is said of the candidates together. */
    static Finding disagreement(RowMarker mark) {
        return new Finding(
                Weight.WARN, Text.of("detail.finding.ambiguous"), MarkerText.disagreement(mark.disagreeing()), null);
    }

    List<Finding> declaration() {
        if (reading.declared() == null) {
            return List.of();
        }
        String words = MarkerText.declarations(reading);
        Source harmless = reading.harmlessBy();
        if (harmless != null) {
            String more = words + " " + Text.of("detail.finding.harmless." + harmless);
            return List.of(new Finding(Weight.INFO, Text.of("detail.finding.declared"), more, null));
        }
        return List.of(
                reading.contradictedBy() != null
                        ? new Finding(
                                Weight.BAD,
                                Text.of("detail.finding.contradicted"),
                                Text.of("detail.finding.contradicted.sentence." + reading.contradictedBy(), words),
                                null)
                        : new Finding(Weight.INFO, Text.of("detail.finding.declared"), words, null));
    }

    List<Finding> losses(LossNumbers numbers) {
        ScriptReading next = next();
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Loss loss : next == null ? List.<Loss>of() : next.losses()) {
            String what = Text.of("detail.loss." + loss.kind(), loss.subject().toString());
            String sentence = Text.of(applied ? "detail.loss.byDown" : "detail.loss.byUp", what);
            String counted = numbers.words(loss);
            findings.putIfAbsent(
                    sentence,
                    new Finding(
                            Weight.BAD,
                            Text.of("detail.finding.loses"),
                            counted == null ? sentence : Text.of("detail.loss.counted", sentence, counted),
                            place(applied ? DetailTab.DOWN : DetailTab.UP, loss.statement())));
        }
        return List.copyOf(findings.values());
    }

    /** Where what was observed differs from what was read: both, and which of them counts. */
    List<Finding> observed() {
        Marker observed = reading.observed();
        ScriptReading up = reading.up();
        if (observed == null || up == null || observed == up.marker()) {
            return List.of();
        }
        boolean counts = reading.marks().stream().anyMatch(mark -> mark.source() == Source.OBSERVED);
        return List.of(new Finding(
                observed == Marker.BREAKING ? Weight.WARN : Weight.INFO,
                Text.of("detail.finding.observed"),
                Text.of(
                        counts ? "detail.finding.observed.counts" : "detail.finding.observed.partly",
                        MarkerText.word(observed),
                        MarkerText.sentence(reading, Source.OBSERVED),
                        MarkerText.word(up.marker())),
                null));
    }

    /** What the database knows of what the script drops. */
    static List<Finding> found(LossNumbers numbers) {
        return numbers.found().stream()
                .map(each -> new Finding(
                        switch (each.finding().severity()) {
                            case BLOCKS, COSTS -> Weight.BAD;
                            case WARNS -> Weight.WARN;
                            case INFORMS -> Weight.PLAIN;
                        },
                        each.words().title(),
                        each.words().sentence(),
                        null))
                .toList();
    }

    /** The reasons that decide the marker, or the others; each sentence once. */
    List<Finding> reasons(boolean decisive) {
        ScriptReading up = reading.up();
        if (up == null) {
            return decisive
                    ? List.of(new Finding(Weight.PLAIN, name(Marker.UNKNOWN), MarkerText.missing(migration), null))
                    : List.of();
        }
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Reason reason : up.reasons()) {
            if ((reason.marker() == up.marker()) == decisive) {
                findings.putIfAbsent(MarkerText.sentence(reason), finding(reason));
            }
        }
        return List.copyOf(findings.values());
    }

    private static Finding finding(Reason reason) {
        String name = name(reason.marker());
        String sentence = MarkerText.sentence(reason);
        Weight weight = switch (reason.marker()) {
            case BREAKING, CONDITIONAL -> Weight.WARN;
            case COMPATIBLE -> Weight.GOOD;
            case UNKNOWN -> Weight.PLAIN;
        };
        return new Finding(weight, name, sentence, place(DetailTab.UP, reason.statement()));
    }

    /** Where the down script falls short; what the up script destroys is said there already while it is pending. */
    List<Finding> reversal() {
        return reading.reversal() == null ? List.of() : ReversalWords.of(reading.reversal(), applied);
    }

    List<Fact> running() {
        List<Fact> facts = new ArrayList<>();
        ScriptReading next = next();
        if (next != null && applied) {
            facts.add(new Fact("detail.runsIn", runsIn(next)));
        }
        if (next != null) {
            facts.add(new Fact("detail.lock", lock(next)));
        }
        return facts;
    }

    List<Fact> facts(RowMarker mark) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(Findings.MARKER, MarkerText.known(mark)));
        Marker observed = reading.observed();
        if (observed != null && reading.up() != null) {
            facts.add(new Fact("detail.observed", MarkerText.word(observed)));
            facts.add(new Fact("detail.read", MarkerText.word(reading.up().marker())));
        }
        if (reading.reversal() != null) {
            facts.add(new Fact("detail.undoes", undoes(reading.reversal())));
        }
        return facts;
    }

    private @Nullable ScriptReading next() {
        return applied ? reading.down() : reading.up();
    }

    private static String runsIn(ScriptReading script) {
        return script.alone().isEmpty()
                ? Text.of("detail.runsIn.one")
                : Text.of("detail.runsIn.alone", script.alone().getFirst());
    }

    private String lock(ScriptReading script) {
        Lock strongest = script.locks().stream()
                .map(LockEffect::lock)
                .max(Comparator.naturalOrder())
                .orElse(Lock.NONE);
        if (strongest == Lock.NONE) {
            boolean understood = script.reasons().stream().noneMatch(reason -> reason.rule() == Rule.UNREAD);
            return Text.of(understood ? "detail.lock.none" : "detail.lock.unknown");
        }
        String taken = Text.of(
                applied ? "detail.lock.byDown" : "detail.lock.byUp",
                strongest.words(),
                tables(script.locks().stream()
                        .filter(effect -> effect.lock() == strongest)
                        .toList()));
        List<LockEffect> rewritten = script.locks().stream()
                .filter(effect -> effect.work() == Work.REWRITE)
                .toList();
        return rewritten.isEmpty() ? taken : Text.of("detail.lock.rewrites", taken, tables(rewritten));
    }

    private static String tables(List<LockEffect> effects) {
        return Words.list(
                effects.stream()
                        .map(effect -> effect.table().toString())
                        .distinct()
                        .toList(),
                TABLES);
    }

    private static String undoes(Reversal reversal) {
        Set<Reversal.Kind> harmless = Set.of(Reversal.Kind.DATA_LOST, Reversal.Kind.MAY_FAIL);
        boolean whole = reversal.findings().stream().allMatch(finding -> harmless.contains(finding.kind()));
        if (!whole) {
            return Text.of("detail.undoes.not");
        }
        return Text.of(reversal.certain() ? "detail.undoes.all" : "detail.undoes.uncertain");
    }

    private static String name(Marker marker) {
        return Text.of("detail.finding." + marker);
    }

    private static @Nullable Place place(DetailTab tab, Statement statement) {
        return statement.text().isEmpty()
                ? null
                : new Place(tab, statement.start(), statement.end(), statement.headline());
    }
}
