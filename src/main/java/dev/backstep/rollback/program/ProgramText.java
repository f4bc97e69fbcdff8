package dev.backstep.rollback.program;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.export.OutcomeText.Tone;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Commands, their rehearsals and runs, in words. */
public final class ProgramText {

    private static final int NAMED = 8;

    private ProgramText() {}

    /** A command as it was written, on one line. */
    public static String command(ToolCommand command) {
        return Visible.of(new Secrets("").masked(command.line().strip()));
    }

    /** The words that the program is given, each between marks, so that nobody has to guess where one ends. */
    public static String words(ProgramPlan plan) {
        List<String> arguments =
                plan.command().words().subList(1, plan.command().words().size());
        return Visible.of(plan.program().toString())
                + arguments.stream().map(word -> " ‹" + Visible.of(word) + "›").collect(Collectors.joining());
    }

    /** The variables; those that are the usual ones by their names, others whole. */
    public static String variables(ToolCommand command) {
        return command.variables().stream()
                .map(each -> Variable.USUAL.contains(each) ? each.name() : each.toString())
                .map(Visible::of)
                .collect(Collectors.joining(", "));
    }

    /** What is checked out where it runs. */
    public static String checkout(ProgramPlan plan) {
        String commit = plan.checkout().commit();
        return Text.of(
                "program.checkout",
                Visible.of(plan.checkout().branch()),
                commit.substring(0, Math.min(commit.length(), 10)),
                plan.checkout().changed());
    }

    /** How a rehearsal went. */
    public static OutcomeText of(ProgramRehearsal rehearsal) {
        return switch (rehearsal.outcome()) {
            case ProgramRehearsal.Ran ran -> of(rehearsal, ran);
            case ProgramRehearsal.Cancelled _ ->
                words(Tone.UNCHANGED, Text.of("rehearsal.heading.cancelled"), List.of(gone()));
            case ProgramRehearsal.NotDone(String why) ->
                words(Tone.UNCHANGED, Text.of("program.rehearsal.notDone"), List.of(Visible.of(why)));
        };
    }

    private static OutcomeText of(ProgramRehearsal rehearsal, ProgramRehearsal.Ran ran) {
        ToolEnd end = rehearsal.end();
        List<String> facts = new ArrayList<>();
        switch (ran.verdict()) {
            case GOOD -> {
                if (ran.catalog().isEmpty() && ran.rows().isEmpty()) {
                    facts.add(Text.of("program.rehearsal.nothing"));
                }
            }
            case FAILED -> facts.add(Text.of("program.rehearsal.failed.why"));
            case UNCONNECTED -> facts.addAll(unconnected(end));
            case HALTED -> facts.add(Text.of("program.reachesOut"));
            case TRESPASSED -> facts.add(Text.of("program.rehearsal.trespassed.why", Visible.of(ran.detail())));
            case LIVE_CHANGED -> facts.add(Text.of("program.rehearsal.liveChanged.why", Visible.of(ran.detail())));
        }
        if (end != null) {
            facts.add(traffic(end));
            facts.addAll(ending(end));
        }
        if (ran.verdict() != ProgramRehearsal.Verdict.LIVE_CHANGED) {
            facts.add(gone());
        }
        String key = "program.rehearsal." + ran.verdict();
        return words(
                ran.verdict() == ProgramRehearsal.Verdict.GOOD ? Tone.DONE : Tone.LOOK,
                Text.of(key, end == null ? 0 : end.exit()),
                facts);
    }

    private static List<String> unconnected(@Nullable ToolEnd end) {
        List<String> facts = new ArrayList<>();
        facts.add(Text.of("program.unconnected.why"));
        if (end != null) {
            if (!end.traffic().refusedDatabases().isEmpty()) {
                facts.add(Text.of(
                        "program.unconnected.other",
                        Visible.of(String.join(", ", end.traffic().refusedDatabases()))));
            }
            if (end.traffic().tls()) {
                facts.add(Text.of("program.unconnected.tls"));
            }
            if (!end.traffic().loginFailures().isEmpty()) {
                facts.add(Text.of(
                        "program.unconnected.login",
                        String.join(", ", end.traffic().loginFailures())));
            }
            String unreachable = end.traffic().unreachable();
            if (unreachable != null) {
                facts.add(Text.of("program.unconnected.server", Visible.of(unreachable)));
            }
        }
        return facts;
    }

    private static String traffic(ToolEnd end) {
        return Text.of(
                "program.traffic",
                end.traffic().sent().size() + end.traffic().omitted(),
                end.traffic().connections(),
                OutcomeText.time(end.took()));
    }

    private static List<String> ending(ToolEnd end) {
        return end.left() == 0 ? List.of() : List.of(Text.of("program.left", end.left()));
    }

    private static String gone() {
        return Text.of("rehearsal.fact.gone");
    }

    /** What became of the rows of a table. */
    public static String rows(RowChange change) {
        if (change.before() < 0) {
            return Text.of("program.rows.new", change.after());
        }
        if (change.after() < 0) {
            return Text.of("program.rows.gone", change.before());
        }
        return Text.of("program.rows.changed", change.before(), change.after(), change.updated(), change.deleted());
    }

    /** How a rehearsal is told beside the live checks; null where there was none. */
    static Check check(@Nullable Remembered seen) {
        if (seen == null) {
            return new Check("rehearsal", Check.State.ASKS, Text.of("program.check.unrehearsed"), "");
        }
        return new Check("rehearsal", seen.good() ? Check.State.OK : Check.State.ASKS, sentence(seen), "");
    }

    /** What came of a rehearsal, in a sentence. */
    static String sentence(Remembered seen) {
        return seen.good()
                ? Text.of(
                        "program.check.rehearsed",
                        seen.statements(),
                        seen.told(),
                        seen.loses().size())
                : Text.of("program.check.badly", Text.of("program.rehearsal." + seen.verdict(), seen.exit()));
    }

    /** How a run ended. */
    public static OutcomeText of(ProgramRan ran) {
        OutcomeText words = switch (ran.outcome()) {
            case ProgramRan.Ran done -> of(ran, done);
            case ProgramRan.Changed changed ->
                new OutcomeText(
                        Tone.UNCHANGED,
                        Text.of("program.run.changed"),
                        changed.changes(),
                        List.of(Text.of("program.run.changed.next")));
            case ProgramRan.NotStarted(String why) ->
                new OutcomeText(Tone.UNCHANGED, Text.of("program.run.notStarted"), List.of(Visible.of(why)), List.of());
            case ProgramRan.Unknown(String why) ->
                new OutcomeText(
                        Tone.LOOK,
                        Text.of("program.run.unknown"),
                        List.of(Visible.of(why)),
                        List.of(Text.of("program.run.unknown.next")));
        };
        return words.with(SavedText.facts(ran.saved()));
    }

    private static OutcomeText of(ProgramRan run, ProgramRan.Ran ran) {
        ToolEnd end = run.end();
        List<String> facts = new ArrayList<>();
        List<String> next = new ArrayList<>();
        switch (ran.verdict()) {
            case AS_REHEARSED, UNREHEARSED -> next.add(Text.of("program.run.done.next"));
            case OTHERWISE -> next.add(Text.of("program.run.otherwise.next"));
            case UNCONNECTED -> {
                facts.addAll(unconnected(end));
                next.add(Text.of("program.run.unconnected.next"));
            }
            case FAILED, CANCELLED -> {
                facts.add(Text.of("program.run.half"));
                next.add(Text.of("program.run.half.next"));
            }
        }
        facts.add(
                ran.nothingSeen()
                        ? Text.of("program.run.nothingSeen")
                        : Text.of("program.run.seen", changes(ran.catalog()).size(), names(ran.histories())));
        if (!ran.missing().isEmpty()) {
            facts.add(Text.of("program.run.missing", names(ran.missing())));
        }
        if (!ran.unexpected().isEmpty()) {
            facts.add(Text.of("program.run.unexpected", names(ran.unexpected())));
        }
        if (end != null) {
            facts.add(traffic(end));
            facts.addAll(ending(end));
        }
        boolean good = ran.verdict() == ProgramRan.Verdict.AS_REHEARSED;
        String heading = Text.of("program.run." + ran.verdict(), end == null ? 0 : end.exit());
        return new OutcomeText(good ? Tone.DONE : Tone.LOOK, heading, facts, next);
    }

    /** What a rehearsal takes on the server, or why there can be none. */
    public static String copy(Offer offer) {
        return offer.obstacles() == null
                ? Text.of("program.copy", Bytes.of(offer.bytes()))
                : Text.of("rehearsal.way.not", Visible.of(offer.obstacles()));
    }

    /** What is being done. */
    public static String phase(ProgramListener.Phase phase) {
        return Text.of("program.phase." + phase);
    }

    /** Each change of the catalog on a line; what goes or comes with its table is not told again. */
    public static List<String> changes(CatalogDifference difference) {
        return Remembered.changes(difference).stream()
                .filter(Remembered.Change::told)
                .map(change -> Visible.of(change.words()))
                .toList();
    }

    private static String names(List<String> names) {
        if (names.isEmpty()) {
            return Text.of("program.none");
        }
        String shown = Visible.of(names.stream().limit(NAMED).collect(Collectors.joining(", ")));
        return names.size() > NAMED ? Text.of("program.andMore", shown, names.size() - NAMED) : shown;
    }

    private static OutcomeText words(Tone tone, String heading, List<String> facts) {
        return new OutcomeText(tone, heading, facts, List.of());
    }
}
