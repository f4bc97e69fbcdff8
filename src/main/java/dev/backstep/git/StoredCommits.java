package dev.backstep.git;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.InflaterInputStream;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Every commit in a repository's own object store, whether anything still leads to it or not. Of each object only the
 * header is read, as git's pack format has it; objects borrowed from another repository are left to that one.
 */
final class StoredCommits {

    private static final byte[] COMMIT = "commit ".getBytes(StandardCharsets.US_ASCII);
    private static final int OFFSET_DELTA = Constants.OBJ_OFS_DELTA;
    private static final int ID_DELTA = Constants.OBJ_REF_DELTA;
    private static final int ID_LENGTH = Constants.OBJECT_ID_LENGTH;

    private final Path objects;
    private final BooleanSupplier goOn;
    private final Consumer<ObjectId> commits;

    private StoredCommits(Path objects, BooleanSupplier goOn, Consumer<ObjectId> commits) {
        this.objects = objects;
        this.goOn = goOn;
        this.commits = commits;
    }

    /**
     * Gives every commit's id, loose ones first.
     *
     * @param objects the repository's folder {@code objects}
     * @param goOn asked now and then; false ends the search
     * @return whether the search came to its end
     */
    static boolean find(Path objects, BooleanSupplier goOn, Consumer<ObjectId> commits) throws IOException {
        StoredCommits search = new StoredCommits(objects, goOn, commits);
        return search.loose() && search.packed();
    }

    private boolean loose() throws IOException {
        for (int i = 0; i < 256; i++) {
            String prefix = String.format("%02x", i);
            Path folder = objects.resolve(prefix);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    String id = prefix + file.getFileName();
                    if (ObjectId.isId(id) && isCommit(file)) {
                        commits.accept(ObjectId.fromString(id));
                    }
                }
            }
            if (!goOn.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** A file that is damaged, or gone by now, is no commit. */
    private static boolean isCommit(Path file) {
        try (InputStream content =
                new InflaterInputStream(Files.newInputStream(file), new java.util.zip.Inflater(), 64)) {
            return Arrays.equals(content.readNBytes(COMMIT.length), COMMIT);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean packed() throws IOException {
        Path folder = objects.resolve("pack");
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (DirectoryStream<Path> indexes = Files.newDirectoryStream(folder, "*.idx")) {
            for (Path index : indexes) {
                String name = index.getFileName().toString();
                Path pack = index.resolveSibling(name.substring(0, name.length() - ".idx".length()) + ".pack");
                if (Files.isRegularFile(pack) && !inPack(index, pack)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean inPack(Path indexFile, Path packFile) throws IOException {
        PackIndex index = PackIndex.open(indexFile.toFile());
        try (FileChannel channel = FileChannel.open(packFile, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            MemorySegment pack = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            int count = 0;
            for (PackIndex.MutableEntry entry : index) {
                if (type(pack, index, entry.getOffset()) == Constants.OBJ_COMMIT) {
                    commits.accept(entry.toObjectId());
                }
                if (++count % 4096 == 0 && !goOn.getAsBoolean()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Follows deltas down to the object they start from; -1 where the pack makes no sense. */
    private static int type(MemorySegment pack, PackIndex index, long offset) {
        long at = offset;
        while (at > 0 && at < pack.byteSize() - ID_LENGTH) {
            int type = (byteAt(pack, at) >> 4) & 7;
            if (type != OFFSET_DELTA && type != ID_DELTA) {
                return type;
            }
            long header = at;
            while ((byteAt(pack, header++) & 0x80) != 0) {
                // The object's size goes on.
            }
            at = type == OFFSET_DELTA ? at - distance(pack, header) : base(pack, index, header);
        }
        return -1;
    }

    /** How far before its delta the base begins; each further byte adds one, so that no number has two forms. */
    private static long distance(MemorySegment pack, long from) {
        long at = from;
        int next = byteAt(pack, at++);
        long distance = next & 0x7f;
        while ((next & 0x80) != 0) {
            next = byteAt(pack, at++);
            distance = ((distance + 1) << 7) | (next & 0x7f);
        }
        return distance;
    }

    private static long base(MemorySegment pack, PackIndex index, long at) {
        byte[] id = pack.asSlice(at, ID_LENGTH).toArray(ValueLayout.JAVA_BYTE);
        return index.findOffset(ObjectId.fromRaw(id));
    }

    private static int byteAt(MemorySegment pack, long at) {
        return pack.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }
}
