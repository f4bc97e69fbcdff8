package dev.backstep.rollback.repair;

import dev.backstep.model.Candidate;
import dev.backstep.model.Migration;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.rollback.plan.Finding.Met;
import dev.backstep.text.PlaceText;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which of the replayed migrations were found with several contents that do different things: a comparison takes the likeliest
 * of each, and says so.
 */
final class Likeliest {

    private final boolean several;
    private final List<String> taken = new ArrayList<>();

    /** @param timelines all of the database; with several the track is named, too */
    Likeliest(List<Timeline> timelines) {
        several = timelines.size() > 1;
    }

    void of(Timeline timeline, List<TimelineRow> rows) {
        rows.stream()
                .filter(TimelineRow::upsDiffer)
                .map(row -> several ? Text.of("repair.ofTrack", timeline.track().name(), words(row)) : words(row))
                .forEach(taken::add);
    }

    /** What a person should know of it; nothing where each is clear. */
    List<Met> met() {
        return taken.isEmpty() ? List.of() : List.of(new Met(Met.Kind.LIKELIEST, taken));
    }

    private static String words(TimelineRow row) {
        Migration migration = row.migration();
        String name = (migration.version().text() + " " + migration.name()).strip();
        String others = row.candidates().stream()
                .filter(candidate -> !candidate.migration().sameUp(migration))
                .map(Likeliest::place)
                .distinct()
                .collect(Collectors.joining(", "));
        String shown = row.candidates().stream()
                .filter(candidate -> candidate.migration().sameUp(migration))
                .map(Likeliest::place)
                .findFirst()
                .orElse("");
        return Text.of("repair.likeliest", name, shown, others);
    }

    private static String place(Candidate candidate) {
        return PlaceText.name(candidate.foundAt().getFirst());
    }
}
