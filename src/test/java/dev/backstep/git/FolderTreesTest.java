package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.model.ContentId;
import dev.backstep.model.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;

/** A folder in many trees, of which each is read by what differs from the one before, against JGit's walk over each. */
class FolderTreesTest {

    private static final int TREES = 3000;

    /** Names that begin each other, that look like modes, and that Java orders differently from git. */
    private static final List<String> NAMES = List.of(
            "1",
            "10",
            "1_a.sql",
            "1_a.sql.bak",
            "10 0644 x",
            "40000",
            "a",
            "a.b",
            "a0",
            "ab",
            "ä",
            "z",
            "\uE000",
            "\uD83C\uDF4E");

    private final Random random = new Random(20260103);
    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("orchard"));

    /** @param odd whether it is in the tree by a name that is not UTF-8 */
    private record Kept(FileMode mode, ObjectId id, boolean odd) {}

    @Test
    void agreesWithJGitOverThousandsOfTrees() throws Exception {
        try (ObjectInserter inserter = repository.newObjectInserter();
                ObjectReader reader = inserter.newReader()) {
            ObjectId folder = folder(inserter);
            FolderTrees trees = new FolderTrees(reader, "", name -> name.startsWith("a"));
            TreeMap<String, Kept> tree = new TreeMap<>();
            for (int i = 0; i < TREES; i++) {
                boolean plain = i / 100 % 2 == 0;
                for (int change = random.nextInt(4); change >= 0; change--) {
                    change(tree, plain, folder, inserter);
                }
                if (plain && i % 100 == 0) {
                    tree.values().removeIf(kept -> !kept.mode().equals(FileMode.REGULAR_FILE) || kept.odd());
                }
                ObjectId id = insert(inserter, tree);
                assertEquals(asJGitSees(reader, id), trees.files(id, id));
            }
        }
    }

    private void change(Map<String, Kept> tree, boolean plain, ObjectId folder, ObjectInserter inserter)
            throws IOException {
        String name = random.nextInt(3) == 0
                ? Integer.toString(random.nextInt(40))
                : NAMES.get(random.nextInt(plain ? 12 : NAMES.size()));
        switch (random.nextInt(plain ? 4 : 9)) {
            case 0 -> tree.remove(name);
            case 1, 2, 3 -> tree.put(name, new Kept(FileMode.REGULAR_FILE, anyId(), false));
            case 4 -> tree.put(name, new Kept(FileMode.EXECUTABLE_FILE, anyId(), false));
            case 5 -> tree.put(name, new Kept(FileMode.GITLINK, anyId(), false));
            case 6 -> tree.put(name, new Kept(FileMode.TREE, folder, false));
            case 7 -> tree.put(name, new Kept(FileMode.REGULAR_FILE, anyId(), true));
            default -> tree.put(name, new Kept(FileMode.SYMLINK, inserter.insert(Constants.OBJ_BLOB, link()), false));
        }
    }

    private byte[] link() {
        return NAMES.get(random.nextInt(NAMES.size())).getBytes(StandardCharsets.UTF_8);
    }

    /** An id with many of the bytes that stand between the parts of an entry. */
    private ObjectId anyId() {
        byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) List.of(0, (int) ' ', (int) '1', (int) '4', random.nextInt(256))
                    .get(random.nextInt(5))
                    .intValue();
        }
        return ObjectId.fromRaw(raw);
    }

    private ObjectId folder(ObjectInserter inserter) throws IOException {
        TreeFormatter below = new TreeFormatter();
        below.append("x.sql", FileMode.REGULAR_FILE, anyId());
        return inserter.insert(below);
    }

    /** In the order of git: that of the names' bytes, those of folders with a slash at their end. */
    private static ObjectId insert(ObjectInserter inserter, Map<String, Kept> tree) throws IOException {
        TreeMap<byte[], Kept> ordered =
                new TreeMap<>(Comparator.comparing((byte[] name) -> new String(name, StandardCharsets.ISO_8859_1)));
        tree.forEach((name, kept) -> ordered.put(bytes(name, kept), kept));
        TreeFormatter formatter = new TreeFormatter();
        ordered.forEach((bytes, kept) -> formatter.append(
                bytes, 0, bytes.length - (kept.mode().equals(FileMode.TREE) ? 1 : 0), kept.mode(), kept.id()));
        return inserter.insert(formatter);
    }

    private static byte[] bytes(String name, Kept kept) {
        if (kept.odd()) {
            return (name + "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        }
        return (kept.mode().equals(FileMode.TREE) ? name + "/" : name).getBytes(StandardCharsets.UTF_8);
    }

    private static List<Script> asJGitSees(ObjectReader reader, ObjectId tree) throws IOException {
        List<Script> files = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            while (walk.next()) {
                String name = new String(walk.getRawPath(), StandardCharsets.UTF_8);
                if (walk.isSubtree()) {
                    if (walk.getNameString().startsWith("a")) {
                        walk.enterSubtree();
                    }
                } else if (walk.getFileMode().equals(FileMode.SYMLINK)) {
                    String target = new String(reader.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
                    addTarget(reader, tree, name, target, files);
                } else if (!walk.getFileMode().equals(FileMode.GITLINK)) {
                    files.add(new Script(name, new ContentId(walk.getObjectId(0).name())));
                }
            }
        }
        files.sort(Comparator.comparing(Script::fileName));
        return files;
    }

    private static void addTarget(ObjectReader reader, ObjectId tree, String name, String target, List<Script> files)
            throws IOException {
        try (TreeWalk found = TreeWalk.forPath(reader, target, tree)) {
            if (found != null && (found.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE) {
                files.add(new Script(name, new ContentId(found.getObjectId(0).name())));
            }
        }
    }
}
