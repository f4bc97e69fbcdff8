package dev.backstep.inspection;

import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Track;
import dev.backstep.replay.LiveSchema;
import dev.backstep.text.Text;
import dev.backstep.timeline.PossibleHistories;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What replaying showed of each track, for as long as nothing it rests on has changed. */
final class ObservedHistories {

    private final Map<Track, Observed> observed = new HashMap<>();
    private final Map<Track, PossibleHistories> possible = new HashMap<>();
    private final List<String> news = new ArrayList<>();

    /** What was seen, beside which schema. */
    private record Observed(HistoryComparison comparison, LiveSchema schema) {}

    /** Reads the live schema. */
    @FunctionalInterface
    interface SchemaReader {
        LiveSchema read() throws BackstepException;
    }

    synchronized void hold(Track track, HistoryComparison comparison, LiveSchema schema) {
        observed.put(track, new Observed(comparison, schema));
    }

    /** Lets go of what the database, as it is now, does not bear out any more; it is read only where something is held. */
    synchronized void renew(SchemaReader reader) {
        news.clear();
        if (observed.isEmpty()) {
            return;
        }
        LiveSchema now;
        try {
            now = reader.read();
        } catch (BackstepException e) {
            now = null;
        }
        for (Track track : List.copyOf(observed.keySet())) {
            HistoryTable table = track.table();
            Observed held = observed.get(track);
            if (now == null || table == null || held == null || !now.unchanged(held.schema(), table)) {
                drop(track);
            }
        }
    }

    /** What holds of a track with these possible histories; null where nothing does. */
    synchronized @Nullable HistoryComparison of(Track track, PossibleHistories histories) {
        possible.put(track, histories);
        Observed held = observed.get(track);
        if (held == null) {
            return null;
        }
        if (held.comparison().leftOut() == histories.leftOut()
                && held.comparison().covers(histories.tried())) {
            return held.comparison();
        }
        drop(track);
        return null;
    }

    synchronized PossibleHistories possible(Track track) {
        return possible.getOrDefault(track, new PossibleHistories(List.of(), 0));
    }

    /** What was let go of since the last {@link #renew}, in sentences. */
    synchronized List<String> news() {
        return List.copyOf(news);
    }

    private void drop(Track track) {
        Observed gone = observed.remove(track);
        if (gone != null) {
            news.add(Text.of(
                    "likeness.noLonger",
                    track.name(),
                    Date.from(gone.comparison().at())));
        }
    }
}
