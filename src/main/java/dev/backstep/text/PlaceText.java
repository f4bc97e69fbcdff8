package dev.backstep.text;

import dev.backstep.model.Provenance;
import dev.backstep.model.TimelineRow;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** Puts places where a text was found into words. */
public final class PlaceText {

    private PlaceText() {}

    /** As a line of its own: {@code feature/alpha}, {@code working tree}, {@code was on feature/x until 3 Nov 2026 (reflog)}. */
    public static String name(Provenance place) {
        return switch (place.place()) {
            case WORKING_TREE -> Text.of("place.name.workingTree");
            case INDEX -> Text.of("place.name.index");
            case DATABASE -> Text.of("place.name.database", place.name());
            case HISTORY -> Text.of("place.name.history", place.name());
            case UNREACHABLE -> Text.of("place.name.unreachable");
            case REFLOG, JOURNAL -> past(place);
            case GENERATED -> Text.of("place.name.generated");
            case HEAD, BRANCH, REMOTE_BRANCH, TAG, STASH -> place.name();
        };
    }

    /** In a word or two, for a narrow column: {@code feature/alpha}, {@code journal}. */
    static String brief(Provenance place) {
        return switch (place.place()) {
            case REFLOG -> Text.of("place.brief.reflog", place.name());
            case UNREACHABLE -> Text.of("place.brief.unreachable", place.name());
            case JOURNAL -> Text.of("place.brief.journal");
            case INDEX -> Text.of("place.brief.index");
            case WORKING_TREE, DATABASE, HISTORY, HEAD, BRANCH, REMOTE_BRANCH, TAG, STASH, GENERATED -> name(place);
        };
    }

    /** Within a sentence, after "is": {@code on branch feature/alpha}, {@code in the stash (stash@{0})}. */
    static String where(Provenance place) {
        String name = Emphasis.strong(place.name());
        return switch (place.place()) {
            case DATABASE -> Text.of("place.where.database", name);
            case WORKING_TREE -> Text.of("place.where.workingTree");
            case INDEX -> Text.of("place.where.index");
            case HEAD, BRANCH -> Text.of("place.where.branch", name);
            case REMOTE_BRANCH -> Text.of("place.where.remoteBranch", name);
            case TAG -> Text.of("place.where.tag", name);
            case STASH -> Text.of("place.where.stash", name);
            case HISTORY -> Text.of("place.where.history", name);
            case REFLOG -> Text.of("place.where.reflog", name);
            case UNREACHABLE -> Text.of("place.where.unreachable", name);
            case JOURNAL -> Text.of("place.where.journal");
            case GENERATED -> Text.of("place.name.generated");
        };
    }

    private static String past(Provenance place) {
        return switch (place.past()) {
            case null -> place.name();
            case Provenance.Left(Instant until) -> Text.of("place.name.reflog", place.name(), Date.from(until));
            case Provenance.Seen(Instant at, String checkout, boolean committed, Provenance.Rise rise) -> {
                String state = Text.of(committed ? "place.journal.committed" : "place.journal.uncommitted");
                String seen = Text.of("place.name.journal", Date.from(at), checkout, place.name(), state);
                yield rise == null ? seen : seen + rise(rise);
            }
        };
    }

    private static String rise(Provenance.Rise rise) {
        return rise.from() == null
                ? Text.of("place.journal.rise.nil", rise.to().text())
                : Text.of("place.journal.rise", rise.from().text(), rise.to().text());
    }

    /** Where the row's likeliest content was found, the preferred place; empty when it was not found. */
    static Optional<Provenance> preferred(TimelineRow row) {
        return row.candidates().stream()
                .flatMap(candidate -> candidate.foundAt().stream())
                .findFirst();
    }
}
