package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.FastImport;
import dev.backstep.fixture.GitFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our reading of git's object store against JGit's. */
class StoredObjectsTest {

    private static final int COMMITS = 120;

    /** Where in an index the objects begin; JGit takes gigabytes where the counts before them are damaged. */
    private static final int TABLES = 8 + 256 * Integer.BYTES;

    @TempDir
    Path folder;

    private GitFixture git;

    @BeforeEach
    void aHistoryWithTagsOfManyKinds() {
        git = GitFixture.init(folder.resolve("orchard"));
        try (FastImport history = FastImport.into(git)) {
            for (int i = 1; i <= COMMITS; i++) {
                history.commit("main", "Commit " + i);
                history.file("db/" + i + "_step.up.sql", "CREATE TABLE t" + i + " ();");
                history.file("src/file" + i % 9, "text ".repeat(2000) + i);
                if (i % 40 == 0) {
                    history.tag("v" + i, "main");
                }
            }
        }
        git.checkout("main").annotatedTag("released", "Released").git("tag", "text", "HEAD:src/file1");
    }

    @Test
    void readsWhatIsPackedAsDifferencesByDistance() throws Exception {
        git.git("repack", "-adfq");
        assertPackIsRead();
    }

    @Test
    void readsWhatIsPackedAsDifferencesByName() throws Exception {
        git.git("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq");
        assertPackIsRead();
    }

    @Test
    void readsIndexesOfTheFirstVersion() throws Exception {
        git.git("-c", "pack.indexVersion=1", "repack", "-adfq");
        assertPackIsRead();
    }

    @Test
    void readsOffsetsBeyondFourGigabytes() throws Exception {
        git.git("repack", "-adfq");
        Path index = index();
        Files.delete(index);
        String pack = index.toString().replace(".idx", ".pack");
        git.git("index-pack", "--index-version=2,0x40", pack);
        assertPackIsRead();
    }

    @Test
    void readsSeveralPacksAndLooseObjects() throws Exception {
        git.git("repack", "-adq");
        git.write("db/500_late.up.sql", "late").commit("Late").git("repack", "-dq");
        git.write("db/501_later.up.sql", "later").commit("Later").annotatedTag("later", "Later");
        assertEquals(2, StoredObjects.packs(objects()).size());
        assertObjectsAreRead();
    }

    @Test
    void leavesToJGitWhatIsPackedAfterwards() throws Exception {
        git.git("repack", "-adq");
        try (Repository repository = RepositoryOpener.open(git.root());
                StoredObjects objects = new StoredObjects(repository, false)) {
            git.write("db/500_late.up.sql", "late").commit("Late").git("repack", "-adq");
            ObjectId late = ObjectId.fromString(git.id("HEAD"));
            assertEquals(Constants.OBJ_COMMIT, objects.open(late).getType());
        }
    }

    @Test
    void readsOfADamagedPackNothingElseThanJGitUnlessItIsRight() throws Exception {
        git.git("repack", "-adfq");
        ids = ids().stream().limit(25).toList();
        List<String> right = outcomes(repository -> repository.newObjectReader());
        Path index = index();
        Path pack = Path.of(index.toString().replace(".idx", ".pack"));
        Random random = new Random(20260102);
        Logger quiet = Logger.getLogger("org.eclipse.jgit.internal.storage.file");
        quiet.setLevel(Level.OFF);
        int unreadable = 0;
        for (int i = 0; i < 8; i++) {
            Path file = i % 3 == 0 ? index : pack;
            byte[] whole = Files.readAllBytes(file);
            replace(file, damaged(whole, file.equals(index) ? TABLES : 12, random, i % 5 == 0));
            List<String> theirs = outcomes(repository -> repository.newObjectReader());
            List<String> ours = outcomes(repository -> new StoredObjects(repository, false));
            for (int each = 0; each < right.size(); each++) {
                if (!ours.get(each).equals(right.get(each))) {
                    assertEquals(theirs.get(each), ours.get(each));
                    unreadable++;
                }
            }
            replace(file, whole);
        }
        quiet.setLevel(null);
        assertTrue(unreadable > 20, unreadable + " objects were damaged");
    }

    private static byte[] damaged(byte[] whole, int from, Random random, boolean cut) {
        byte[] damaged = cut ? Arrays.copyOf(whole, 2000 + random.nextInt(whole.length - 2000)) : whole.clone();
        for (int flip = 0; flip < 20; flip++) {
            damaged[from + random.nextInt(damaged.length - from)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Files.delete(file);
        Files.write(file, content);
    }

    private void assertPackIsRead() throws Exception {
        assertTrue(git.git("verify-pack", "-v", index().toString()).contains("chain length = 5"));
        List<String> expected = new ArrayList<>();
        List<String> read = new ArrayList<>();
        List<String> types = new ArrayList<>();
        try (Repository repository = RepositoryOpener.open(git.root());
                ObjectReader reader = repository.newObjectReader();
                Pack pack = Pack.open(index(), 1 << 16)) {
            for (int i = 0; i < pack.count(); i++) {
                ObjectId id = pack.id(i);
                ObjectLoader object = pack.read(pack.find(id));
                expected.add(seen(reader, id));
                read.add(object == null ? "" : seen(object.getType(), object.getBytes()));
                types.add(id.name() + " " + Constants.typeString(pack.type(pack.offset(i))));
            }
            assertEquals(-1, pack.find(ObjectId.zeroId()));
        }
        assertEquals(expected, read);
        assertEquals(
                git.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
                        .lines()
                        .toList(),
                types);
        assertObjectsAreRead();
        assertCommitsAreFound();
    }

    private void assertCommitsAreFound() throws IOException {
        List<String> commits = new ArrayList<>();
        assertTrue(StoredCommits.find(objects(), () -> true, id -> commits.add(id.name())));
        List<String> all = git.git("rev-list", "--all").lines().sorted().toList();
        assertEquals(all, commits.stream().sorted().toList());
    }

    private void assertObjectsAreRead() throws Exception {
        assertEquals(
                outcomes(repository -> repository.newObjectReader()),
                outcomes(repository -> new StoredObjects(repository, false)));
    }

    private List<String> outcomes(Function<Repository, ObjectReader> readers) throws Exception {
        List<String> outcomes = new ArrayList<>();
        try (Repository repository = RepositoryOpener.open(git.root());
                ObjectReader reader = readers.apply(repository)) {
            for (String id : ids()) {
                outcomes.add(id + seen(reader, ObjectId.fromString(id)));
            }
        }
        return outcomes;
    }

    private List<String> ids = List.of();

    /** Every object that there was when this was asked first. */
    private List<String> ids() {
        if (ids.isEmpty()) {
            ids = git.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
                    .lines()
                    .collect(Collectors.toList());
        }
        return ids;
    }

    private static String seen(ObjectReader reader, ObjectId id) {
        try {
            ObjectLoader object = reader.open(id);
            return seen(object.getType(), object.getBytes());
        } catch (IOException | RuntimeException e) {
            return " cannot be read";
        }
    }

    private static String seen(int type, byte[] bytes) {
        return " " + type + " " + HexFormat.of().formatHex(bytes);
    }

    private Path objects() {
        return git.root().resolve(".git/objects");
    }

    private Path index() throws IOException {
        return StoredObjects.packs(objects()).getFirst();
    }
}
