package dev.backstep.ui.detail;

import dev.backstep.model.Candidate;
import dev.backstep.model.Commit;
import dev.backstep.model.Provenance;
import dev.backstep.model.TimelineRow;
import dev.backstep.text.PlaceText;
import dev.backstep.text.RelativeTime;
import dev.backstep.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A commit in which a migration was found.
 *
 * @param subject the first line of its message
 * @param about its id, author and age
 * @param places the branches, tags and other places that have the migration so
 */
record HistoryLine(String subject, String about, String places) {

    /** Every commit in which any content of the row was found, newest first. */
    static List<HistoryLine> of(TimelineRow row, Instant now) {
        Map<Commit, List<String>> places = new LinkedHashMap<>();
        for (Candidate candidate : row.candidates()) {
            for (Provenance place : candidate.foundAt()) {
                if (place.commit() != null) {
                    places.computeIfAbsent(place.commit(), _ -> new ArrayList<>())
                            .add(PlaceText.name(place));
                }
            }
        }
        return places.entrySet().stream()
                .sorted((a, b) -> b.getKey().time().compareTo(a.getKey().time()))
                .map(entry -> line(entry.getKey(), entry.getValue(), now))
                .toList();
    }

    private static HistoryLine line(Commit commit, List<String> places, Instant now) {
        return new HistoryLine(
                commit.subject(),
                Text.of("detail.history.about", commit.shortId(), commit.author(), RelativeTime.of(commit.time(), now)),
                String.join(", ", places.stream().distinct().toList()));
    }
}
