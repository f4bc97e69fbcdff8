package dev.backstep.inspection;

import dev.backstep.git.Checkout;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.Listing;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.model.Version;
import dev.backstep.timeline.TimelineBuilder;
import dev.backstep.timeline.TimelineSources;
import dev.backstep.tool.MigrationFiles;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.ScriptName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one track: its folder at every ref, and the history only for what no ref has any more. */
final class TrackReader {

    private final Checkout checkout;
    private final MigrationTool tool;
    private final boolean databaseEmpty;

    TrackReader(Checkout checkout, MigrationTool tool, boolean databaseEmpty) {
        this.checkout = checkout;
        this.tool = tool;
        this.databaseEmpty = databaseEmpty;
    }

    Timeline read(Track track, @Nullable History history) throws BackstepException {
        if (track.folder() == null) {
            return TimelineBuilder.build(new TimelineSources(track, history, databaseEmpty, List.of()));
        }
        List<MigrationSet> sets = collect(checkout.listings(track.folder()));
        Timeline timeline = TimelineBuilder.build(new TimelineSources(track, history, databaseEmpty, sets));
        Set<Version> missing = missing(timeline);
        if (missing.isEmpty()) {
            return timeline;
        }
        List<MigrationSet> older = collect(search(track.folder(), missing));
        if (older.isEmpty()) {
            return timeline;
        }
        sets.addAll(older);
        return TimelineBuilder.build(new TimelineSources(track, history, databaseEmpty, sets));
    }

    private List<MigrationSet> collect(List<Listing> listings) {
        List<MigrationSet> sets = new ArrayList<>(listings.size());
        listings.forEach(listing -> sets.add(MigrationFiles.collect(tool, listing)));
        return sets;
    }

    /** Applied versions whose down script no ref has. */
    private static Set<Version> missing(Timeline timeline) {
        Set<Version> missing = new HashSet<>();
        timeline.applied().stream()
                .map(row -> row.migration())
                .filter(migration -> migration.down() == null)
                .map(Migration::version)
                .forEach(missing::add);
        return missing;
    }

    private List<Listing> search(String folder, Set<Version> missing) throws BackstepException {
        return checkout.searchHistory(
                folder,
                missing,
                fileName -> tool.parse(fileName)
                        .filter(name -> name.direction() == ScriptName.Direction.DOWN)
                        .map(ScriptName::version));
    }
}
