package dev.backstep.journal;

import dev.backstep.model.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Scripts' texts, each once, in packs: ZIP files whose entries are named by their content. A pack is there whole or not
 * at all, and is never changed; a damaged one counts as none. Packs are written and put together under the folder's
 * lock only; they may be read at any time.
 */
final class Texts {

    private static final int MOST_SMALL_PACKS = 50;

    private final PrivateFolder folder;
    private final Path path;
    private final InstantSource clock;
    private final Map<Path, TextPack> known = new ConcurrentHashMap<>();

    Texts(PrivateFolder folder, InstantSource clock) {
        this.folder = folder;
        this.path = folder.path().resolve("texts");
        this.clock = clock;
    }

    /** The texts that are kept now, and the bytes each takes. */
    Map<ContentId, Long> kept() throws IOException {
        Map<ContentId, Long> all = new HashMap<>();
        for (TextPack pack : packs()) {
            all.putAll(pack.texts());
        }
        return all;
    }

    /** The text; null where there is none, or none that is whole. */
    byte @Nullable [] read(ContentId id) throws IOException {
        for (TextPack pack : packs()) {
            byte[] content = pack.read(id);
            if (content != null) {
                return content;
            }
            if (pack.texts().containsKey(id)) {
                known.put(pack.file(), pack.without(id));
            }
        }
        return null;
    }

    /** Adds texts; to be closed, which writes them. */
    TextPack.Writer adding() {
        return new TextPack.Writer(folder, path, clock);
    }

    /** Puts small packs together when they have become many. */
    void tidy() throws IOException {
        List<TextPack> small = packs().stream().filter(TextPack::isSmall).toList();
        if (small.size() > MOST_SMALL_PACKS) {
            rewrite(small, kept().keySet());
        }
    }

    /** Keeps these alone. */
    void retain(Set<ContentId> needed) throws IOException {
        List<TextPack> packs = packs();
        rewrite(
                packs.stream()
                        .filter(pack -> !needed.containsAll(pack.texts().keySet()))
                        .toList(),
                needed);
    }

    private void rewrite(List<TextPack> packs, Set<ContentId> needed) throws IOException {
        try (TextPack.Writer writer = adding()) {
            for (TextPack pack : packs) {
                pack.copy(needed, writer);
            }
        }
        for (TextPack pack : packs) {
            Files.deleteIfExists(pack.file());
        }
    }

    void clear() throws IOException {
        PrivateFolder.remove(path);
    }

    /** The packs that are there now; one that cannot be read is passed over. */
    private List<TextPack> packs() throws IOException {
        List<Path> files = PrivateFolder.below(path).stream()
                .filter(file -> file.toString().endsWith(TextPack.SUFFIX))
                .toList();
        known.keySet().retainAll(Set.copyOf(files));
        for (Path file : files) {
            TextPack before = known.get(file);
            if (before == null || !before.isUnchanged()) {
                known.put(file, TextPack.open(file));
            }
        }
        return files.stream().map(known::get).toList();
    }
}
