package dev.backstep.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.InflaterInputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Every commit in a repository's own object store, whether anything still leads to it or not. Of each object only the
 * header is read; objects borrowed from another repository are left to that one.
 */
final class StoredCommits {

    private static final byte[] COMMIT = "commit ".getBytes(StandardCharsets.US_ASCII);

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
        for (Path index : StoredObjects.packs(objects)) {
            if (!inPack(index)) {
                return false;
            }
        }
        return true;
    }

    private boolean inPack(Path index) throws IOException {
        try (Pack pack = Pack.open(index, 0)) {
            for (int i = 0; i < pack.count(); i++) {
                if (isCommit(pack, i)) {
                    commits.accept(pack.id(i));
                }
                if ((i + 1) % 4096 == 0 && !goOn.getAsBoolean()) {
                    return false;
                }
            }
        } catch (NoSuchFileException e) {
            // A pack comes before its index and goes after it: this one is not whole, or gone since.
        }
        return true;
    }

    private static boolean isCommit(Pack pack, int position) {
        try {
            return pack.type(pack.offset(position)) == Constants.OBJ_COMMIT;
        } catch (IOException | IndexOutOfBoundsException | InternalError e) {
            // The pack makes no sense here, or was cut off under the mapping, which throws the last.
            return false;
        }
    }
}
