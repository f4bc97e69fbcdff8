package dev.backstep.text;

import dev.backstep.model.Provenance;
import dev.backstep.model.TimelineRow;
import java.util.Optional;

/** Puts places where a text was found into words. */
public final class PlaceText {

    private PlaceText() {}

    /** As a line of its own: {@code feature/alpha}, {@code working tree}. */
    public static String name(Provenance place) {
        return switch (place.place()) {
            case WORKING_TREE -> Text.of("place.name.workingTree");
            case DATABASE -> Text.of("place.name.database", place.name());
            case HISTORY -> Text.of("place.name.history", place.name());
            case HEAD, BRANCH, REMOTE_BRANCH, TAG, STASH -> place.name();
        };
    }

    /** Within a sentence, after "is": {@code on branch feature/alpha}, {@code in the stash (stash@{0})}. */
    static String where(Provenance place) {
        String name = Emphasis.strong(place.name());
        return switch (place.place()) {
            case DATABASE -> Text.of("place.where.database", name);
            case WORKING_TREE -> Text.of("place.where.workingTree");
            case HEAD, BRANCH -> Text.of("place.where.branch", name);
            case REMOTE_BRANCH -> Text.of("place.where.remoteBranch", name);
            case TAG -> Text.of("place.where.tag", name);
            case STASH -> Text.of("place.where.stash", name);
            case HISTORY -> Text.of("place.where.history", name);
        };
    }

    /** Where the row's likeliest content was found, the preferred place; empty when it was not found. */
    static Optional<Provenance> preferred(TimelineRow row) {
        return row.candidates().stream()
                .flatMap(candidate -> candidate.foundAt().stream())
                .findFirst();
    }
}
