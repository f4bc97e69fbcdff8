package dev.backstep.inspection;

import dev.backstep.model.ConnectionSettings.TableName;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Track;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pairs migration folders with history tables.
 *
 * <p>A table that names a folder goes with it ({@code vector_schema_migrations} and {@code …/vector}, as kagent has it). A
 * table with no name of its own ({@code schema_migrations}) goes to the free folder with the most scripts; one with a name that
 * fits no folder goes there only when nothing else was paired, as it may be another application's. Folders beside a paired one are shown without a table.
 */
final class Pairing {

    private static final Set<String> PLAIN_WORDS =
            Set.of("schema", "migrations", "migration", "db", "version", "history");
    private static final Set<String> PLAIN_FOLDERS =
            Set.of("", "migrations", "migration", "db", "sql", "postgres", "postgresql", "schema");

    /**
     * A migration folder.
     *
     * @param path from the root of the repository
     * @param tools the names of the tools that take its files
     */
    record Folder(String path, Set<String> tools) {
        Folder {
            tools = Set.copyOf(tools);
        }
    }

    private final List<Folder> folders;
    private final Set<Folder> free;
    private final @Nullable TableName named;
    private final List<Track> tracks = new ArrayList<>();

    private Pairing(List<Folder> folders, @Nullable TableName named) {
        this.folders = folders;
        this.free = new LinkedHashSet<>(folders);
        this.named = named;
    }

    /**
     * The tracks of a workspace, those with both sides first.
     *
     * @param folders migration folders, most scripts first
     * @param found the database's history tables
     * @param named the history table the person named, if any
     */
    static List<Track> pair(List<Folder> folders, Collection<HistoryTable> found, @Nullable TableName named) {
        return new Pairing(folders, named).tracks(found);
    }

    /** What a track over this folder or table is called. */
    static String name(@Nullable String folder, @Nullable HistoryTable table) {
        if (folder == null) {
            return table == null ? "" : table.name();
        }
        String[] segments = folder.split("/", -1);
        for (int i = segments.length - 1; i >= 0; i--) {
            if (!PLAIN_FOLDERS.contains(segments[i].toLowerCase(Locale.ROOT))) {
                return segments[i];
            }
        }
        return folder.isEmpty() ? "migrations" : segments[segments.length - 1];
    }

    private List<Track> tracks(Collection<HistoryTable> found) {
        List<HistoryTable> tables = found.stream()
                .sorted(Comparator.comparing((HistoryTable table) -> !isNamed(table))
                        .thenComparing(HistoryTable::toString))
                .toList();
        List<HistoryTable> left = new ArrayList<>(tables);
        left.removeIf(table -> take(folderNamedBy(table), table));
        left.removeIf(table -> isPlain(table) && take(firstOf(table), table));
        left.removeIf(table -> tracks.isEmpty() && take(firstOf(table), table));
        List<String> paths = folders.stream().map(Folder::path).toList();
        tracks.sort(Comparator.comparingInt(track -> paths.indexOf(track.folder())));
        List<Track> paired = List.copyOf(tracks);
        free.stream()
                .map(Folder::path)
                .filter(folder -> paired.isEmpty() || paired.stream().anyMatch(track -> besides(track, folder)))
                .forEach(folder -> tracks.add(new Track(name(folder, null), folder, null)));
        left.forEach(table -> tracks.add(new Track(name(null, table), null, table)));
        return tracks;
    }

    private Optional<Folder> firstOf(HistoryTable table) {
        return free.stream()
                .filter(folder -> folder.tools().contains(table.tool()))
                .findFirst();
    }

    private boolean take(Optional<Folder> folder, HistoryTable table) {
        folder.ifPresent(found -> {
            free.remove(found);
            tracks.add(new Track(name(found.path(), table), found.path(), table));
        });
        return folder.isPresent();
    }

    private boolean isNamed(HistoryTable table) {
        return named != null
                && named.name().equals(table.name())
                && (named.schema() == null || named.schema().equals(table.schema()));
    }

    /** A table that names nothing in particular, or the one that the person named. */
    private boolean isPlain(HistoryTable table) {
        Set<String> words = words(table.name());
        words.remove(table.tool());
        return isNamed(table) || words.isEmpty();
    }

    private static Set<String> words(String name) {
        Set<String> words =
                new LinkedHashSet<>(Arrays.asList(name.toLowerCase(Locale.ROOT).split("[_.-]", -1)));
        words.removeAll(PLAIN_WORDS);
        return words;
    }

    private Optional<Folder> folderNamedBy(HistoryTable table) {
        Set<String> words = words(table.schema() + "_" + table.name());
        return free.stream()
                .filter(folder -> folder.tools().contains(table.tool()))
                .filter(folder -> words.contains(name(folder.path(), null).toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static boolean besides(Track track, String folder) {
        return track.folder() != null && parent(track.folder()).equals(parent(folder));
    }

    private static String parent(String folder) {
        return folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
    }
}
