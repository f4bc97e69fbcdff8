package dev.backstep.rollback.export;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.rollback.rehearsal.Way;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * How a rehearsal went, in words.
 *
 * @param tone how to take it
 * @param heading what came of it
 * @param facts what is to be known besides, a sentence each
 */
public record RehearsalText(OutcomeText.Tone tone, String heading, List<String> facts) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM, HH:mm");

    public RehearsalText {
        facts = List.copyOf(facts);
    }

    /** The words for a rehearsal of this plan. */
    public static RehearsalText of(Plan plan, Rehearsal rehearsal) {
        String target = PlanText.version(plan.target());
        return switch (rehearsal.outcome()) {
            case Rehearsal.Reached reached -> reached(plan, rehearsal, reached, target);
            case Rehearsal.Failed failed ->
                new RehearsalText(
                        OutcomeText.Tone.LOOK,
                        failed.step() < 0
                                ? Text.of("rehearsal.heading.failedBefore")
                                : Text.of(
                                        "rehearsal.heading.failed",
                                        PlanText.title(plan, plan.steps().get(failed.step()))),
                        List.of(Visible.of(failed.words()), failed(plan, failed.step()), gone()));
            case Rehearsal.Cancelled _ ->
                new RehearsalText(OutcomeText.Tone.UNCHANGED, Text.of("rehearsal.heading.cancelled"), List.of(gone()));
            case Rehearsal.NotDone(String why) ->
                new RehearsalText(
                        OutcomeText.Tone.UNCHANGED, Text.of("rehearsal.heading.notDone"), List.of(Visible.of(why)));
        };
    }

    private static RehearsalText reached(Plan plan, Rehearsal rehearsal, Rehearsal.Reached reached, String target) {
        List<String> facts = new ArrayList<>();
        String unlike = reached.uncompared();
        String heading;
        if (unlike != null) {
            heading = Text.of("rehearsal.heading.uncompared");
            facts.add(Visible.of(unlike));
        } else if (reached.equal()) {
            heading = Text.of("rehearsal.heading.equal", target);
        } else {
            heading = Text.of(
                    "rehearsal.heading.differs", reached.left().entries().size(), target);
            facts.add(Text.of(plan.moves() ? "rehearsal.fact.differsForth" : "rehearsal.fact.differs", target));
        }
        if (!reached.before().isEmpty()) {
            facts.add(
                    Text.of("rehearsal.fact.before", reached.before().entries().size()));
        }
        facts.add(Text.of(
                switch (rehearsal.way()) {
                    case TEMPLATE, FILE -> "rehearsal.fact.time";
                    case SCHEMA, REPLAY -> "rehearsal.fact.timeWithoutRows";
                },
                plan.steps().size(),
                OutcomeText.time(rehearsal.took())));
        facts.add(gone());
        OutcomeText.Tone tone = reached.equal() ? OutcomeText.Tone.DONE : OutcomeText.Tone.LOOK;
        return new RehearsalText(tone, heading, facts);
    }

    private static String failed(Plan plan, int step) {
        boolean forth = step >= 0 && plan.steps().get(step).forth();
        return Text.of(forth ? "rehearsal.fact.failedForth" : "rehearsal.fact.failed");
    }

    private static String gone() {
        return Text.of("rehearsal.fact.gone");
    }

    /** A way's name on its button. */
    public static String name(Way way) {
        return Text.of(
                switch (way) {
                    case TEMPLATE -> "rehearsal.way.template";
                    case FILE -> "rehearsal.way.file";
                    case SCHEMA -> "rehearsal.way.schema";
                    case REPLAY -> "rehearsal.way.replay";
                });
    }

    /** What a way is good for, and why it cannot be gone where it cannot. */
    public static String explanation(Offer offer) {
        if (offer.obstacles() != null) {
            return Text.of("rehearsal.way.not", Visible.of(offer.obstacles()));
        }
        return switch (offer.way()) {
            case FILE -> Text.of("rehearsal.way.file.means", Bytes.of(offer.bytes()));
            case TEMPLATE -> Text.of("rehearsal.way.template.means", room(offer));
            case SCHEMA ->
                Text.of("rehearsal.way.schema.means")
                        + (offer.leftOut().isEmpty()
                                ? ""
                                : " "
                                        + Text.of(
                                                "rehearsal.way.leftOut",
                                                Visible.of(String.join(", ", offer.leftOut()))));
            case REPLAY -> Text.of("rehearsal.way.replay.means");
        };
    }

    /** How much room a way takes on the server, and what is free there where that is known. */
    public static String room(Offer offer) {
        String bytes = Bytes.of(offer.bytes());
        return offer.free().isPresent()
                ? Text.of("rehearsal.way.roomOf", bytes, Bytes.of(offer.free().getAsLong()))
                : bytes;
    }

    /** A thing that differs: how, in a word. */
    public static String word(CatalogDifference.Entry entry) {
        return Text.of(
                switch (entry.kind()) {
                    case ADDED -> "rehearsal.entry.added";
                    case DROPPED -> "rehearsal.entry.dropped";
                    case CHANGED -> "rehearsal.entry.changed";
                });
    }

    /** A plan's rehearsal beside the live checks. */
    public static Check check(Plan plan, Rehearsed rehearsed, ZoneId zone) {
        boolean good = rehearsed.verdict() == Rehearsed.Verdict.EQUAL;
        String at = TIME.format(rehearsed.at().atZone(zone));
        boolean compared =
                rehearsed.verdict() == Rehearsed.Verdict.EQUAL || rehearsed.verdict() == Rehearsed.Verdict.DIFFERS;
        String detail =
                compared ? Text.of("rehearsal.check.detail", time(rehearsed.took()), rehearsed.differences(), at) : at;
        String said = sentence(plan, rehearsed);
        boolean more =
                rehearsed.verdict() == Rehearsed.Verdict.DIFFERS || rehearsed.verdict() == Rehearsed.Verdict.FAILED;
        return new Check(
                "rehearsal",
                good ? Check.State.OK : Check.State.ASKS,
                more ? Text.of("rehearsal.check.goBack", said) : said,
                detail);
    }

    /** The same where this plan was never rehearsed; {@code another} was, before the plan changed. */
    public static Check unrehearsed(boolean another) {
        String sentence = Text.of(another ? "rehearsal.check.stale" : "rehearsal.check.none");
        return new Check("rehearsal", Check.State.ASKS, sentence, "");
    }

    /** What came of it, in a sentence that holds no words of PostgreSQL's. */
    public static String sentence(Plan plan, Rehearsed rehearsed) {
        String way = Text.of(
                switch (rehearsed.way()) {
                    case TEMPLATE -> "rehearsal.short.template";
                    case FILE -> "rehearsal.short.file";
                    case SCHEMA -> "rehearsal.short.schema";
                    case REPLAY -> "rehearsal.short.replay";
                });
        String target = PlanText.version(plan.target());
        return switch (rehearsed.verdict()) {
            case EQUAL -> Text.of("rehearsal.check.equal", target, way);
            case DIFFERS -> Text.of("rehearsal.check.differs", rehearsed.differences(), target, way);
            case UNCOMPARED -> Text.of("rehearsal.check.uncompared", way);
            case FAILED -> Text.of("rehearsal.check.failed", rehearsed.failedAt() + 1, way);
        };
    }

    private static String time(Duration took) {
        return OutcomeText.time(took);
    }
}
