package dev.backstep.inspection;

import dev.backstep.git.Checkout;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.Listing;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance;
import dev.backstep.model.Sighting;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;
import dev.backstep.model.Version;
import dev.backstep.timeline.PossibleHistories;
import dev.backstep.timeline.TimelineBuilder;
import dev.backstep.timeline.TimelineSources;
import dev.backstep.tool.MigrationFiles;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.OpenedFiles;
import dev.backstep.tool.ScriptName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one track: its folder at every ref, and the history only for what no ref has any more. */
final class TrackReader {

    private final Checkout checkout;
    private final TrackFolders folders;
    private final OpenedFiles files;
    private final boolean databaseEmpty;
    private final @Nullable Provenance instead;
    private final ReleaseReading releases;
    private final ObservedHistories observed;

    /**
     * @param files what is in the track's files
     * @param instead what the database is compared with instead of the working tree; null for the working tree
     * @param releases hears what stands where
     * @param observed what replaying showed
     */
    TrackReader(
            Checkout checkout,
            TrackFolders folders,
            OpenedFiles files,
            boolean databaseEmpty,
            @Nullable Provenance instead,
            ReleaseReading releases,
            ObservedHistories observed) {
        this.checkout = checkout;
        this.folders = folders;
        this.files = files;
        this.databaseEmpty = databaseEmpty;
        this.instead = instead;
        this.releases = releases;
        this.observed = observed;
    }

    /** A track's timeline and everything it was built from. */
    record Reading(Timeline timeline, List<MigrationSet> sets) {}

    /** @param sightings what was seen of this history before */
    Reading read(Track track, @Nullable History history, List<Sighting> sightings) throws BackstepException {
        if (track.folder() == null) {
            return build(new TimelineSources(track, history, databaseEmpty, List.of(), sightings, null, null));
        }
        List<MigrationSet> sets = collect(folders.listings(checkout, track.folder()));
        MigrationSet shown = instead == null
                ? null
                : MigrationFiles.collect(files, checkout.listing(track.folder(), instead, folders::descends));
        TimelineSources sources = new TimelineSources(track, history, databaseEmpty, sets, sightings, null, shown);
        Reading reading = build(sources);
        Set<Version> missing = missing(reading.timeline());
        List<MigrationSet> older = missing.isEmpty() ? List.of() : collect(search(track.folder(), missing));
        if (!older.isEmpty()) {
            List<MigrationSet> all = new ArrayList<>(sets);
            all.addAll(older);
            sources = new TimelineSources(track, history, databaseEmpty, all, sightings, null, shown);
            reading = build(sources);
        }
        HistoryComparison compared = observed.of(track, PossibleHistories.of(reading.timeline(), reading.sets()));
        if (compared != null) {
            reading = build(sources.with(compared));
        }
        releases.add(reading.timeline(), sets);
        return reading;
    }

    /** A track whose history cannot be made sense of. */
    Timeline unreadable(Track track, String reason) throws BackstepException {
        Timeline timeline = TimelineBuilder.unreadable(track, reason);
        if (track.folder() != null) {
            releases.add(timeline, collect(folders.listings(checkout, track.folder())));
        }
        return timeline;
    }

    private Reading build(TimelineSources sources) {
        return new Reading(inTheToolsWords(TimelineBuilder.build(sources)), sources.sets());
    }

    private Timeline inTheToolsWords(Timeline timeline) {
        Function<TimelineRow, List<Note>> words = tool().words(timeline, checkout.root());
        return timeline.with(
                timeline.rows().stream().map(row -> row.with(words.apply(row))).toList());
    }

    private MigrationTool tool() {
        return files.tool();
    }

    private List<MigrationSet> collect(List<Listing> listings) {
        List<MigrationSet> sets = new ArrayList<>(listings.size());
        listings.forEach(listing -> sets.add(MigrationFiles.collect(files, listing)));
        return sets;
    }

    /** Applied versions whose down script no ref has; of a tool without down scripts, whose up script. */
    private Set<Version> missing(Timeline timeline) {
        Set<Version> missing = new HashSet<>();
        timeline.applied().stream()
                .filter(row -> !row.version().isRepeatable() && !row.has(Note.Baseline.class))
                .map(row -> row.migration())
                .filter(migration -> (tool().hasDownScripts() ? migration.down() : migration.up()) == null)
                .map(Migration::version)
                .forEach(missing::add);
        return missing;
    }

    private List<Listing> search(String folder, Set<Version> missing) throws BackstepException {
        return checkout.searchHistory(
                folder,
                missing,
                fileName -> tool().parse(fileName)
                        .filter(name -> name.direction().down() || !tool().hasDownScripts())
                        .map(ScriptName::version));
    }
}
