package dev.backstep.journal;

import com.google.gson.JsonParseException;
import dev.backstep.journal.Look.Held;
import dev.backstep.journal.Look.Position;
import dev.backstep.journal.Look.Subject;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Sighting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which migrations were seen in which checkout while the database had their versions, with both texts, so that a script
 * that was never committed can still be undone after it was deleted.
 *
 * <p>A folder per history with append-only files of JSON lines, and every text once, in packs. When all of it is larger than its
 * bound the oldest files go, and the texts that only they needed. Torn lines and damaged texts are passed over. Several
 * Backsteps may use it at once, from any thread. Its calls block.
 */
public final class Sightings {

    /** How much is kept, in bytes. */
    public static final long MOST_BYTES = 200L << 20;

    private static final int FILES_WITHIN_BOUND = 50;

    private final PrivateFolder folder;
    private final Texts texts;
    private final long mostBytes;
    private final InstantSource clock;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    Sightings(Path path, long mostBytes, InstantSource clock) {
        this.folder = new PrivateFolder(path);
        this.texts = new Texts(folder, clock);
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /** Where everything is kept. */
    public Path path() {
        return folder.path();
    }

    /** What was seen of a history that stands there now, the oldest first; without what is void by now. */
    public List<Sighting> of(Subject subject, Position now) throws IOException {
        Chronicle chronicle = new Chronicle(lines(folderOf(subject)));
        chronicle.moveTo(now);
        return chronicle.sightings();
    }

    /** A text that was kept; null where there is none, or none that is whole. */
    public byte @Nullable [] text(ContentId id) throws IOException {
        return texts.read(id);
    }

    /**
     * Keeps what is new in a look; nothing is written when nothing is. A script whose text cannot be read any more is left
     * out with its migration.
     *
     * @param reader reads the scripts' texts
     */
    public void keep(Look look, ScriptReader reader) throws IOException {
        Path history = folderOf(look.subject());
        if (fresh(look, new Chronicle(lines(history))) == null) {
            return;
        }
        folder.locked(() -> {
            // Another Backstep may have been here meanwhile.
            List<Held> fresh = fresh(look, new Chronicle(lines(history)));
            if (fresh != null) {
                List<Held> kept = keep(fresh, reader);
                SightingLine line = SightingLine.of(look, clock.instant(), kept);
                folder.append(segment(history), line.bytes());
                new Pruning(this, texts, mostBytes).run();
                texts.tidy();
            }
        });
    }

    /** Forgets everything that was seen; the records of rollbacks are not touched. */
    public void clear() throws IOException {
        folder.locked(() -> {
            for (Path history : histories()) {
                PrivateFolder.remove(history);
            }
            texts.clear();
        });
    }

    /** What is kept, history by history. */
    public Kept kept() throws IOException {
        List<Kept.History> each = new ArrayList<>();
        for (Path history : histories()) {
            List<SightingLine> lines = lines(history);
            if (!lines.isEmpty()) {
                SightingLine newest = lines.getLast();
                each.add(new Kept.History(
                        newest.server(),
                        newest.database(),
                        newest.table(),
                        Math.toIntExact(lines.stream()
                                .mapToLong(line -> line.migrations().size())
                                .sum()),
                        lines.getFirst().time(),
                        newest.time()));
            }
        }
        each.sort(Comparator.comparing(Kept.History::newest).reversed());
        Map<ContentId, Long> size = texts.kept();
        return new Kept(path(), each, size.size(), bytes());
    }

    /** The folders of all histories. */
    List<Path> histories() throws IOException {
        if (!Files.isDirectory(path())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(path())) {
            return folders.filter(each -> Files.isDirectory(each) && !each.endsWith("texts"))
                    .sorted()
                    .toList();
        }
    }

    /** A history's files, the oldest first. */
    List<Path> segments(Path history) throws IOException {
        return PrivateFolder.below(history).stream()
                .filter(file -> file.toString().endsWith(".jsonl"))
                .toList();
    }

    /** A file's lines without torn ones. */
    List<SightingLine> read(Path segment) throws IOException {
        List<SightingLine> lines = new ArrayList<>();
        for (String line : new String(Files.readAllBytes(segment), StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                SightingLine parsed = SightingLine.parse(line);
                if (parsed != null && parsed.at() != null && parsed.migrations() != null) {
                    lines.add(parsed);
                }
            } catch (JsonParseException torn) {
                // It was not kept, then; the next look keeps it.
            }
        }
        return lines;
    }

    /** A history's lines, the oldest first; read anew when a file has grown, come or gone. */
    private List<SightingLine> lines(Path history) throws IOException {
        Map<Path, Long> sizes = new TreeMap<>();
        for (Path segment : segments(history)) {
            sizes.put(segment, PrivateFolder.size(segment));
        }
        Known before = known.get(history);
        if (before != null && before.sizes().equals(sizes)) {
            return before.lines();
        }
        List<SightingLine> lines = new ArrayList<>();
        for (Path segment : sizes.keySet()) {
            lines.addAll(read(segment));
        }
        lines.sort(Comparator.comparing(SightingLine::time));
        known.put(history, new Known(sizes, List.copyOf(lines)));
        return lines;
    }

    /** What a history's files held when they had these sizes. */
    private record Known(Map<Path, Long> sizes, List<SightingLine> lines) {}

    /** What of the look is not kept yet; null when there is nothing to write. */
    private @Nullable List<Held> fresh(Look look, Chronicle chronicle) throws IOException {
        boolean moved = !chronicle.standsAt(look.position());
        chronicle.moveTo(look.position());
        Set<ContentId> kept = texts.kept().keySet();
        List<Held> fresh = look.held().stream()
                .filter(held -> !chronicle.has(held.migration(), held.rise() != null)
                        || !kept.containsAll(contents(held).toList()))
                .toList();
        return moved || !fresh.isEmpty() ? fresh : null;
    }

    /** Keeps the texts; tells for which migrations that went well. */
    private List<Held> keep(List<Held> fresh, ScriptReader reader) throws IOException {
        Set<ContentId> there = new HashSet<>(texts.kept().keySet());
        List<Held> kept = new ArrayList<>();
        try (TextPack.Writer writer = texts.adding()) {
            for (Held held : fresh) {
                try {
                    for (Script script : scripts(held).toList()) {
                        if (!there.contains(script.content())) {
                            writer.add(script.content(), reader.read(script));
                            there.add(script.content());
                        }
                    }
                    kept.add(held);
                } catch (BackstepException gone) {
                    // The checkout has moved on; what it holds now is the next look.
                }
            }
        }
        return kept;
    }

    private static Stream<Script> scripts(Held held) {
        return Stream.of(held.migration().up(), held.migration().down()).flatMap(Stream::ofNullable);
    }

    private static Stream<ContentId> contents(Held held) {
        return scripts(held).map(Script::content);
    }

    private Path segment(Path history) throws IOException {
        List<Path> segments = segments(history);
        boolean full = segments.isEmpty() || PrivateFolder.size(segments.getLast()) > mostBytes / FILES_WITHIN_BOUND;
        return full ? history.resolve(Journal.freshName(clock.instant())) : segments.getLast();
    }

    /** The size of all files. */
    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : PrivateFolder.below(path())) {
            bytes += PrivateFolder.size(file);
        }
        return bytes;
    }

    private Path folderOf(Subject subject) {
        return path().resolve(SubjectKey.of(subject));
    }

    Set<ContentId> texts(Path segment) throws IOException {
        Set<ContentId> ids = new HashSet<>();
        for (SightingLine line : read(segment)) {
            for (SightingLine.Entry entry : line.migrations()) {
                Stream.of(entry.migration().up(), entry.migration().down()).forEach(script -> {
                    if (script != null) {
                        ids.add(script.content());
                    }
                });
            }
        }
        return ids;
    }
}
