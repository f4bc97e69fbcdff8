package dev.backstep.journal;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.backstep.file.HeldFile;
import dev.backstep.journal.Line.Event;
import dev.backstep.model.DatabaseIdentity;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Backstep's own record, in a folder outside the database: what it saw, in {@link Sightings}, and the runs, one
 * append-only file of JSON lines each.
 *
 * <p>The runs' files hold neither passwords nor script text. A torn last line, left by a crash, is passed over.
 */
public final class Journal {

    private static final String SUFFIX = ".jsonl";

    private final Path folder;
    private final Sightings sightings;

    /** The folder is made when the first run begins, or something is seen. */
    public Journal(Path folder) {
        this.folder = folder;
        this.sightings = new Sightings(folder.resolve("sightings"), Sightings.MOST_BYTES, InstantSource.system());
    }

    /** What was seen, kept beside the records of runs. */
    public Sightings sightings() {
        return sightings;
    }

    /** What is needed to take runs back, kept beside their records. */
    public Keepsakes keepsakes() {
        return new Keepsakes(folder.resolve("undo"));
    }

    /** The databases that Backstep has made on others' servers and not removed yet. */
    public Keepsakes copies() {
        return new Keepsakes(folder.resolve("copies"));
    }

    /** How plans were rehearsed, by their fingerprints. */
    public Keepsakes rehearsals() {
        return new Keepsakes(folder.resolve("rehearsals"));
    }

    /** How commands of other programs were rehearsed, by their fingerprints. */
    public Keepsakes programs() {
        return new Keepsakes(folder.resolve("programs"));
    }

    /**
     * Opens the record of a run and writes down what it sets out to do.
     *
     * @throws IOException when that cannot be written; the run is then not to begin
     */
    public RunRecord begin(RunStart start) throws IOException {
        Files.createDirectories(folder);
        Path fresh = folder.resolve(freshName(Instant.now()));
        HeldFile file = HeldFile.take(
                        fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.APPEND))
                .orElseThrow(() -> new IOException(fresh + " is held by another program"));
        try {
            RunRecord run = new RunRecord(file, start.oneTransaction());
            run.started(start);
            return run;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Keeps the report of a run, readable by its owner only, and says where.
     *
     * @param page what is told of the run: no script, no row, no password
     */
    public Path keepReport(Instant startedAt, String page) throws IOException {
        Path name = Path.of(freshName(startedAt));
        PrivateFolder reports = new PrivateFolder(folder.resolve("reports"));
        Path file = reports.path().resolve(name.toString().replace(SUFFIX, ".html"));
        reports.locked(() -> reports.write(file, page.getBytes(StandardCharsets.UTF_8)));
        return file;
    }

    /**
     * The runs on a database that have no outcome, or ended inside a step, and are not under way any more, oldest first.
     *
     * @throws IOException when the folder cannot be read
     */
    public List<UnfinishedRun> unfinished(DatabaseIdentity database) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<UnfinishedRun> unfinished = new ArrayList<>();
        for (Path file : files()) {
            read(file)
                    .filter(run -> run.start().database().sameDatabase(database))
                    .ifPresent(unfinished::add);
        }
        return unfinished;
    }

    /** A file name that nobody else takes; names sort by time. */
    static String freshName(Instant now) {
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
        return time.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8) + SUFFIX;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** Nothing of a run that is under way: its file is held. */
    private Optional<UnfinishedRun> read(Path file) throws IOException {
        Optional<HeldFile> taken = HeldFile.take(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        try (HeldFile held = taken.get()) {
            byte[] text = Channels.newInputStream(held.channel()).readAllBytes();
            return unfinished(file, lines(new String(text, StandardCharsets.UTF_8)));
        }
    }

    private static List<Line> lines(String text) {
        Gson gson = new Gson();
        return text.lines().flatMap(line -> parse(gson, line)).toList();
    }

    private static Stream<Line> parse(Gson gson, String line) {
        try {
            return Stream.ofNullable(gson.fromJson(line, Line.class));
        } catch (JsonParseException torn) {
            return Stream.empty();
        }
    }

    private static Optional<UnfinishedRun> unfinished(Path file, List<Line> lines) {
        Line first = lines.isEmpty() ? null : lines.getFirst();
        if (first == null || first.start() == null) {
            // Torn before the first step: nothing was sent.
            return Optional.empty();
        }
        UnfinishedRun run = new UnfinishedRun(file, Instant.parse(first.at()), first.start(), -1, 0, 0, false, false);
        for (Line line : lines.subList(1, lines.size())) {
            if (line.event() == Event.RUN_ENDED) {
                return Optional.empty();
            }
            run = after(run, line);
        }
        return Optional.of(run);
    }

    private static UnfinishedRun after(UnfinishedRun run, Line line) {
        int step = line.step() == null ? run.step() : line.step();
        int done = run.statementsFinished();
        return switch (line.event()) {
            case STEP_STARTED -> with(run, step, run.stepsFinished(), 0, false, false);
            case STATEMENT_STARTED -> with(run, step, run.stepsFinished(), done, true, false);
            case STATEMENT_FINISHED ->
                with(
                        run,
                        step,
                        run.stepsFinished(),
                        line.committed() == null ? done + 1 : line.committed(),
                        false,
                        false);
            case COMMITTING -> with(run, step, run.stepsFinished(), done, false, true);
            case STEP_FINISHED -> with(run, step, run.stepsFinished() + 1, done, false, false);
            case RUN_STARTED, RUN_ENDED, RUN_ENDED_INSIDE -> run;
        };
    }

    private static UnfinishedRun with(
            UnfinishedRun run, int step, int steps, int statements, boolean underWay, boolean committing) {
        return new UnfinishedRun(run.file(), run.at(), run.start(), step, steps, statements, underWay, committing);
    }
}
