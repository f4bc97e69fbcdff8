package dev.backstep.inspection;

import dev.backstep.database.Database;
import dev.backstep.database.DatabaseReader;
import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.git.Checkout;
import dev.backstep.git.CheckoutWatch;
import dev.backstep.inspection.Inspection.CheckoutSide;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.model.Workspace;
import dev.backstep.release.Release;
import dev.backstep.replay.HistoryEvidence;
import dev.backstep.replay.LiveSchema;
import dev.backstep.text.Text;
import dev.backstep.timeline.PossibleHistories;
import dev.backstep.tool.MigrationTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A workspace held open: its database's pool and its repository, reused from one inspection to the next. */
public final class OpenWorkspace implements WorkspaceReader, HistoryEvidence {

    private final Workspace workspace;
    private final char @Nullable [] password;
    private final List<MigrationTool> tools;
    private final Journal journal;
    private final Object databaseLock = new Object();
    private final Object checkoutLock = new Object();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable DatabaseReader database;
    private @Nullable Checkout checkout;
    private volatile @Nullable String revision;
    private final Witness witness;
    private final ObservedHistories observed = new ObservedHistories();
    private final TrackFolders trackFolders;
    private volatile Contents contents = new Contents(Set.of(), Map.of());
    private volatile Map<HistoryTable, String> stamps = Map.of();

    /**
     * @param password copied, and wiped on {@link #close}; null when there is none
     * @param tools the tools to look for
     * @param journal tells of runs that were cut off and of what was seen before, and keeps what is seen now
     */
    public OpenWorkspace(Workspace workspace, char @Nullable [] password, List<MigrationTool> tools, Journal journal) {
        this.workspace = workspace;
        this.password = password == null ? null : password.clone();
        this.tools = List.copyOf(tools);
        this.journal = journal;
        this.trackFolders = new TrackFolders(this.tools);
        this.witness = new Witness(journal.sightings(), this, threads);
    }

    @Override
    public synchronized Inspection inspect() {
        long start = System.nanoTime();
        CompletableFuture<DatabaseReading> asked = CompletableFuture.supplyAsync(this::readDatabase, threads);
        CheckoutSide side;
        List<Timeline> timelines = List.of();
        List<Release> releases = List.of();
        DatabaseReading reading;
        List<String> warnings = new ArrayList<>();
        try {
            Checkout opened = openCheckout();
            int before = opened.commitsSearched();
            String asLookedAt = revision;
            Provenance instead = asLookedAt == null ? null : opened.place(asLookedAt);
            List<Pairing.Folder> folders = trackFolders.find(opened, instead);
            reading = asked.join();
            stamps = reading.stamps();
            if (reading.side() instanceof Inspection.Connected connected) {
                observed.renew(this::liveSchema);
                ReleaseReading found = new ReleaseReading();
                Place place = new Place(opened, instead, found);
                timelines = timelines(place, folders, reading, connected.identity());
                releases = found.releases(opened.tags());
            }
            side = new Inspection.Read(
                    opened.root(),
                    opened.head(),
                    instead,
                    folders.stream().map(Pairing.Folder::path).toList(),
                    opened.refCount(),
                    opened.commitsSearched() - before);
            opened.warnings().stream().map(Text::of).forEach(warnings::add);
        } catch (BackstepException e) {
            side = new Inspection.Unreadable(Text.of(e));
            reading = asked.join();
        }
        if (reading.side() instanceof Inspection.Connected connected) {
            warnings.addAll(CutOffRuns.of(journal, connected.identity(), timelines));
            warnings.addAll(witness.problems());
            warnings.addAll(observed.news());
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new Inspection(workspace, reading.side(), side, timelines, releases, warnings, time);
    }

    @Override
    public byte[] read(Script script) throws BackstepException {
        byte[] recorded = contents.recorded().get(script.content());
        if (recorded != null) {
            return recorded;
        }
        byte[] part = trackFolders.part(script);
        if (part != null) {
            return part;
        }
        BackstepException problem = new BackstepException("inspection.textGone", null, script.fileName());
        Checkout opened = openCheckout();
        for (String folder : contents.folders()) {
            try {
                return opened.read(folder, script);
            } catch (BackstepException e) {
                problem = e;
            }
        }
        byte[] seen = seen(script);
        if (seen != null) {
            return seen;
        }
        throw problem;
    }

    @Override
    public LiveSchema liveSchema() throws BackstepException {
        return LiveSchema.read(database(), tools);
    }

    @Override
    public PossibleHistories possible(Track track) {
        return observed.possible(track);
    }

    @Override
    public void observed(Track track, HistoryComparison comparison, LiveSchema schema) {
        observed.hold(track, comparison, schema);
    }

    @Override
    public void lookAt(@Nullable String another) {
        revision = another;
    }

    /** Calls {@code changed} after every change of the checkout, until the watch is closed. */
    public CheckoutWatch watch(Runnable changed) throws BackstepException {
        return CheckoutWatch.start(openCheckout(), List.copyOf(contents.folders()), changed);
    }

    /**
     * Watches the database's history until the watch is closed, which is to be before this.
     *
     * @param wanted whether anybody looks; while it says no, the database is not asked
     */
    public HistoryWatch watchHistory(BooleanSupplier wanted, HistoryWatch.Listener listener) {
        return HistoryWatch.start(this, tools, wanted, listener);
    }

    /** The stamp of every history table, as the last inspection read them. */
    Map<HistoryTable, String> stamps() {
        return stamps;
    }

    /** The database, opened when it is first needed. */
    public DatabaseReader opened() throws BackstepException {
        synchronized (databaseLock) {
            if (database == null) {
                Path file = workspace.file();
                database = file == null
                        ? Database.open(workspace.database(), password)
                        : SqliteFile.open(workspace.database(), file);
            }
            return database;
        }
    }

    /**
     * The database on a PostgreSQL server.
     *
     * @throws BackstepException also when it is a SQLite file
     */
    public Database database() throws BackstepException {
        if (opened() instanceof Database server) {
            return server;
        }
        throw new BackstepException("sqlite.notHere", null);
    }

    @Override
    public synchronized void close() {
        threads.close();
        if (database != null) {
            database.close();
        }
        if (checkout != null) {
            checkout.close();
        }
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }

    private DatabaseReading readDatabase() {
        try {
            return DatabaseReading.of(opened(), tools);
        } catch (BackstepException e) {
            return DatabaseReading.unreachable(e);
        }
    }

    private Checkout openCheckout() throws BackstepException {
        synchronized (checkoutLock) {
            if (checkout == null) {
                checkout = Checkout.open(Path.of(workspace.repository()));
            }
            return checkout;
        }
    }

    private byte @Nullable [] seen(Script script) {
        try {
            return journal.sightings().text(script.content());
        } catch (IOException e) {
            return null;
        }
    }

    /** What an inspection compares the database with; {@code releases} hears what stands where. */
    private record Place(Checkout checkout, @Nullable Provenance instead, ReleaseReading releases) {}

    private List<Timeline> timelines(
            Place place, List<Pairing.Folder> folders, DatabaseReading reading, DatabaseIdentity identity)
            throws BackstepException {
        List<Track> tracks = workspace.pairings().isEmpty()
                ? Pairing.pair(folders, reading.tables(), workspace.database().migrationsTable())
                : workspace.pairings();
        contents = Contents.of(tracks, reading.histories());
        List<Timeline> timelines = new ArrayList<>();
        for (Track track : tracks) {
            String unreadable = reading.unreadable().get(track.table());
            TrackReader reader = new TrackReader(
                    place.checkout(),
                    trackFolders,
                    trackFolders.files(place.checkout(), track, folders),
                    reading.empty(),
                    place.instead(),
                    place.releases(),
                    observed);
            timelines.add(
                    unreadable == null
                            ? timeline(reader, place, track, reading, identity)
                            : reader.unreadable(track, unreadable));
        }
        return timelines;
    }

    private Timeline timeline(
            TrackReader reader, Place place, Track track, DatabaseReading reading, DatabaseIdentity identity)
            throws BackstepException {
        History history = reading.history(track.table());
        if (history == null || track.folder() == null) {
            return reader.read(track, history, List.of()).timeline();
        }
        String stamp = reading.stamps().getOrDefault(history.table(), "");
        Witness.Scene scene = new Witness.Scene(
                identity,
                history,
                stamp,
                place.checkout().root().toString(),
                place.checkout().head());
        TrackReader.Reading read = reader.read(track, history, witness.recall(scene));
        if (place.instead() == null) {
            // In a "what if" the files on disk are not what is looked at.
            witness.see(scene, read);
        }
        return read.timeline();
    }

    /** Where texts can be read from since the last inspection. */
    private record Contents(Set<String> folders, Map<ContentId, byte[]> recorded) {

        static Contents of(List<Track> tracks, List<History> histories) {
            Set<String> folders = new LinkedHashSet<>();
            tracks.stream().map(Track::folder).forEach(folder -> {
                if (folder != null) {
                    folders.add(folder);
                }
            });
            Map<ContentId, byte[]> recorded = new HashMap<>();
            histories.stream().flatMap(history -> history.records().stream()).forEach(applied -> {
                add(recorded, applied.upText());
                add(recorded, applied.downText());
            });
            return new Contents(folders, recorded);
        }

        private static void add(Map<ContentId, byte[]> recorded, @Nullable String text) {
            if (text != null) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                recorded.put(ContentId.of(bytes), bytes);
            }
        }
    }
}
