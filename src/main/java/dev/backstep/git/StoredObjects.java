package dev.backstep.git;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.commitgraph.CommitGraph;
import org.eclipse.jgit.internal.storage.file.UnpackedObject;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Reads commits, trees and tags from a repository's own object store without loading an index of a pack first; whatever
 * it does not find or cannot make sense of (borrowed objects, damage, formats to come), and all blobs, it leaves to JGit.
 * Belongs to one thread.
 */
final class StoredObjects extends ObjectReader.Filter {

    /** So many bytes are kept of trees that others are stored as differences from; more would outlive a young collection. */
    private static final long ROOM = 6 << 20;

    private final ObjectReader rest;
    private final Path objects;
    private final boolean commitGraph;
    private final List<Pack> packs = new ArrayList<>();

    /** Null before the first object is asked for: who wants a blob has no use for it. */
    private @Nullable Deque<Path> unopened;

    private long room;

    /** @param commitGraph whether commits come from the commit graph, which is loaded whole: for long walks only */
    StoredObjects(Repository repository, boolean commitGraph) {
        this.rest = repository.newObjectReader();
        this.objects = folder(repository);
        this.commitGraph = commitGraph;
    }

    /** Where a repository keeps its objects. */
    static Path folder(Repository repository) {
        return repository.getCommonDirectory().toPath().resolve("objects");
    }

    /** The indexes of the packs in a folder {@code objects}, newest first. */
    static List<Path> packs(Path objects) throws IOException {
        Path folder = objects.resolve("pack");
        List<Path> indexes = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    if (file.toString().endsWith(".idx")) {
                        indexes.add(file);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        if (indexes.size() > 1) {
            indexes.sort(
                    Comparator.comparingLong((Path index) -> -index.toFile().lastModified()));
        }
        return indexes;
    }

    @Override
    protected ObjectReader delegate() {
        return rest;
    }

    @Override
    public Optional<CommitGraph> getCommitGraph() throws IOException {
        return commitGraph ? rest.getCommitGraph() : Optional.empty();
    }

    @Override
    public ObjectLoader open(AnyObjectId id) throws IOException {
        return open(id, OBJ_ANY);
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        ObjectLoader found = type == Constants.OBJ_BLOB ? null : find(id);
        return found != null && (type == OBJ_ANY || type == found.getType()) ? found : rest.open(id, type);
    }

    @Override
    public void close() {
        packs.forEach(Pack::close);
        rest.close();
    }

    private @Nullable ObjectLoader find(AnyObjectId id) {
        try {
            for (int i = 0; i < packs.size() || openNext(); i++) {
                long offset = packs.get(i).find(id);
                ObjectLoader object = offset < 0 ? null : packs.get(i).read(offset);
                if (object != null) {
                    return object;
                }
            }
            String name = id.name();
            Path file = objects.resolve(name.substring(0, 2), name.substring(2));
            long size = file.toFile().length();
            return size > 0 && size < Pack.LARGEST ? UnpackedObject.parse(Files.readAllBytes(file), id) : null;
        } catch (IOException | RuntimeException | InternalError e) {
            // Damaged, or gone since (a mapping that was cut off throws the last): JGit looks again and tells.
            return null;
        }
    }

    private boolean openNext() throws IOException {
        Deque<Path> rest = unopened;
        if (rest == null) {
            rest = new ArrayDeque<>(packs(objects));
            unopened = rest;
            room = ROOM / Math.max(1, rest.size());
        }
        while (!rest.isEmpty()) {
            try {
                packs.add(Pack.open(rest.remove(), room));
                return true;
            } catch (IOException e) {
                // Gone since, or not in a format known here: JGit finds its objects.
            }
        }
        return false;
    }
}
