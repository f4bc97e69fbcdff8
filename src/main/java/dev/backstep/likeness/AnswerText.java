package dev.backstep.likeness;

import dev.backstep.model.Provenance;
import dev.backstep.model.Version;
import dev.backstep.replay.Likeness;
import dev.backstep.replay.ReplayFailure;
import dev.backstep.text.PlaceText;
import dev.backstep.text.Text;
import dev.backstep.text.Words;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An answer in words. */
public final class AnswerText {

    private static final int PLACES = 3;
    private static final int PASSED = 3;

    private AnswerText() {}

    /** What was found out, in one sentence. */
    public static String headline(Answer answer) {
        String track = answer.track().name();
        if (answer.likeness().cancelled()) {
            return Text.of("likeness.cancelled");
        }
        if (answer.question() == Question.AS_RECORDED) {
            return recorded(answer, answer.likeness().candidates().getFirst());
        }
        if (answer.solved()) {
            return Text.of("likeness.solved", answer.likeness().candidates().size());
        }
        long same = answer.likeness().candidates().stream()
                .filter(Likeness.Compared::same)
                .count();
        boolean any = answer.likeness().candidates().stream().anyMatch(compared -> compared.failure() == null);
        if (same > 1) {
            return Text.of("likeness.several", same);
        }
        if (same == 1) {
            return Text.of(answer.comparison().conclusive() ? "likeness.forced" : "likeness.likely");
        }
        return any
                ? Text.of("likeness.none", answer.likeness().candidates().size())
                : Text.of(
                        "likeness.failed", track, answer.likeness().candidates().size());
    }

    private static String recorded(Answer answer, Likeness.Compared only) {
        if (only.failure() != null) {
            return Text.of("likeness.recorded.failed");
        }
        return only.same()
                ? Text.of("likeness.recorded.same")
                : Text.of(
                        "likeness.recorded.differs",
                        only.difference().entries().size(),
                        DifferenceGroup.of(only.difference()).size(),
                        answer.track().name());
    }

    /** What follows, what it rests on, and how long it holds. */
    public static List<String> details(Answer answer) {
        List<String> details = new ArrayList<>();
        if (answer.likeness().cancelled()) {
            return details;
        }
        if (answer.question() == Question.WHICH_HISTORY) {
            details.add(meaning(answer));
            if (answer.comparison().leftOut() > 0) {
                details.add(Text.of(
                        "likeness.bounded",
                        answer.likeness().candidates().size(),
                        answer.comparison().leftOut()));
            }
        }
        details.add(Text.of(
                "likeness.basis",
                Date.from(answer.comparison().at()),
                answer.serverVersion(),
                Math.max(1, answer.time().toSeconds())));
        return details;
    }

    private static String meaning(Answer answer) {
        if (answer.solved()) {
            return Text.of("likeness.solved.detail");
        }
        if (answer.likeness().candidates().stream().allMatch(compared -> compared.failure() != null)) {
            return Text.of("likeness.failed.detail");
        }
        if (!answer.same()) {
            return Text.of("likeness.none.detail");
        }
        List<Version> contested = answer.comparison().contested();
        String settled = versions(contested.stream().filter(answer.comparison()::settles));
        String open = versions(
                contested.stream().filter(version -> !answer.comparison().settles(version)));
        return (settled.isEmpty() ? "" : Text.of("likeness.settled", settled) + " ")
                + Text.of("likeness.open.detail", open);
    }

    private static String versions(Stream<Version> versions) {
        return versions.map(Version::text).collect(Collectors.joining(", "));
    }

    /** Where a history's migrations are found together. */
    public static String places(Likeness.Compared compared) {
        List<Provenance> places = compared.candidate().history().places();
        return places.isEmpty()
                ? Text.of("likeness.shown")
                : Words.list(places.stream().map(PlaceText::name).distinct().toList(), PLACES);
    }

    /** How far a history is from the database, in a few words. */
    public static String distance(Likeness.Compared compared) {
        Integer differences = compared.differences();
        return differences == null ? Text.of("likeness.notReplayed") : Text.of("likeness.distance", differences);
    }

    /** Why a history could not be replayed, or which of its scripts were passed over; null where all ran. */
    public static @Nullable String trouble(Likeness.Compared compared) {
        ReplayFailure failure = compared.failure();
        if (failure != null) {
            return Text.of("likeness.ended", failure.version().text(), failure.name(), failure.sentence());
        }
        List<ReplayFailure> passed = compared.passedOver();
        if (passed.isEmpty()) {
            return null;
        }
        List<String> names = passed.stream()
                .map(each -> each.version().text() + " " + each.name())
                .toList();
        return Text.of(
                "likeness.passedOver",
                passed.size(),
                Words.list(names, PASSED),
                passed.getFirst().sentence());
    }

    /** A history's differences, to be copied or printed. */
    public static String differences(Likeness.Compared compared) {
        StringBuilder text = new StringBuilder();
        String trouble = trouble(compared);
        if (trouble != null) {
            text.append(trouble).append('\n');
        }
        for (DifferenceGroup group : DifferenceGroup.of(compared.difference())) {
            text.append(group.name()).append('\n');
            for (DifferenceGroup.Line line : group.lines()) {
                text.append("  ").append(line.words()).append('\n');
                line.definitions()
                        .forEach(definition ->
                                text.append("    ").append(definition).append('\n'));
            }
        }
        return text.toString();
    }
}
