package dev.backstep.inspection;

import dev.backstep.database.Database;
import dev.backstep.git.Checkout;
import dev.backstep.git.CheckoutWatch;
import dev.backstep.inspection.Inspection.CheckoutSide;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.History;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.model.Workspace;
import dev.backstep.release.Release;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A workspace held open: its database's pool and its repository, reused from one inspection to the next. */
public final class OpenWorkspace implements WorkspaceReader {

    private final Workspace workspace;
    private final char @Nullable [] password;
    private final List<MigrationTool> tools;
    private final Journal journal;
    private final Object databaseLock = new Object();
    private final Object checkoutLock = new Object();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Database database;
    private @Nullable Checkout checkout;
    private volatile @Nullable String revision;
    private volatile Contents contents = new Contents(Set.of(), Map.of());

    /**
     * @param password copied, and wiped on {@link #close}; null when there is none
     * @param tools the tools to look for
     * @param journal tells of runs that were cut off
     */
    public OpenWorkspace(Workspace workspace, char @Nullable [] password, List<MigrationTool> tools, Journal journal) {
        this.workspace = workspace;
        this.password = password == null ? null : password.clone();
        this.tools = List.copyOf(tools);
        this.journal = journal;
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
            List<String> folders = opened.migrationFolders(name -> toolFor(name).isPresent(), instead);
            reading = asked.join();
            if (reading.side() instanceof Inspection.Connected) {
                ReleaseReading found = new ReleaseReading();
                timelines = timelines(opened, folders, reading, instead, found);
                releases = found.releases(opened.tags());
            }
            side = new Inspection.Read(
                    opened.root(),
                    opened.head(),
                    instead,
                    folders,
                    opened.refCount(),
                    opened.commitsSearched() - before);
            opened.warnings().stream().map(Text::of).forEach(warnings::add);
        } catch (BackstepException e) {
            side = new Inspection.Unreadable(Text.of(e));
            reading = asked.join();
        }
        if (reading.side() instanceof Inspection.Connected connected) {
            warnings.addAll(CutOffRuns.of(journal, connected.identity()));
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
        BackstepException problem = new BackstepException("inspection.textGone", null, script.fileName());
        Checkout opened = openCheckout();
        for (String folder : contents.folders()) {
            try {
                return opened.read(folder, script);
            } catch (BackstepException e) {
                problem = e;
            }
        }
        throw problem;
    }

    @Override
    public void lookAt(@Nullable String another) {
        revision = another;
    }

    /** Calls {@code changed} after every change of the checkout, until the watch is closed. */
    public CheckoutWatch watch(Runnable changed) throws BackstepException {
        return CheckoutWatch.start(openCheckout(), List.copyOf(contents.folders()), changed);
    }

    /** The database's pool, opened when it is first needed. */
    public Database database() throws BackstepException {
        synchronized (databaseLock) {
            if (database == null) {
                database = Database.open(workspace.database(), password);
            }
            return database;
        }
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
            return DatabaseReading.of(database(), tools);
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

    private List<Timeline> timelines(
            Checkout opened,
            List<String> folders,
            DatabaseReading reading,
            @Nullable Provenance instead,
            ReleaseReading releases)
            throws BackstepException {
        List<Track> tracks = workspace.pairings().isEmpty()
                ? Pairing.pair(folders, reading.tables(), workspace.database().migrationsTable())
                : workspace.pairings();
        contents = Contents.of(tracks, reading.histories());
        List<Timeline> timelines = new ArrayList<>();
        for (Track track : tracks) {
            String unreadable = reading.unreadable().get(track.table());
            TrackReader reader = new TrackReader(opened, toolOf(track), reading.empty(), instead, releases);
            timelines.add(
                    unreadable == null
                            ? reader.read(track, reading.history(track.table()))
                            : reader.unreadable(track, unreadable));
        }
        return timelines;
    }

    private Optional<MigrationTool> toolFor(String fileName) {
        return tools.stream().filter(tool -> tool.parse(fileName).isPresent()).findFirst();
    }

    private MigrationTool toolOf(Track track) {
        return tools.stream()
                .filter(tool -> track.table() != null && track.table().tool().equals(tool.name()))
                .findFirst()
                .orElse(tools.getFirst());
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
