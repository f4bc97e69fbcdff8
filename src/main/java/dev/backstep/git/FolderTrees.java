package dev.backstep.git;

import dev.backstep.model.ContentId;
import dev.backstep.model.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** One folder in the trees of many commits; every tree is read once, however many commits share it. */
final class FolderTrees {

    private final ObjectReader reader;
    private final String folder;
    private final Predicate<String> descends;
    private final List<Level> levels = new ArrayList<>();
    private final Map<ObjectId, List<Script>> listed = new HashMap<>();
    private final TreeReader entries = new TreeReader();

    /**
     * @param reader reads the objects; stays the caller's
     * @param folder path from the root with slashes; empty for the root itself
     * @param descends accepts the names of folders in it whose files are listed, too
     */
    FolderTrees(ObjectReader reader, String folder, Predicate<String> descends) {
        this.descends = descends;
        this.reader = reader;
        this.folder = folder;
        if (!folder.isEmpty()) {
            for (String name : folder.split("/", -1)) {
                levels.add(new Level(name.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** The folder's tree under a commit's root tree; null where there is no such folder. */
    @Nullable
    ObjectId treeUnder(AnyObjectId root) throws IOException {
        ObjectId tree = root.copy();
        for (Level level : levels) {
            Optional<ObjectId> child = level.child(tree);
            if (child.isEmpty()) {
                return null;
            }
            tree = child.get();
        }
        return tree;
    }

    /** Reads the folder's tree and gives the scripts that the tree read before did not have the same. */
    void changes(ObjectId tree, Consumer<Script> fresh) throws IOException {
        entries.read(bytes(tree), entry -> fresh.accept(entry.script()));
    }

    /**
     * The files directly in the folder, ordered by name. A link counts as the file it points to in the same commit; one
     * that points elsewhere is left out.
     */
    List<Script> files(AnyObjectId root, ObjectId tree) throws IOException {
        List<Script> before = listed.get(tree);
        if (before != null) {
            return before;
        }
        List<TreeReader.@Nullable Entry> all = entries.read(bytes(tree), fresh -> {});
        List<Script> plain = entries.plainFiles();
        if (plain != null) {
            listed.put(tree, plain);
            return plain;
        }
        return files(root, tree, all);
    }

    private List<Script> files(AnyObjectId root, ObjectId tree, List<TreeReader.@Nullable Entry> all)
            throws IOException {
        List<Script> files = new ArrayList<>();
        boolean links = false;
        boolean folders = false;
        for (TreeReader.Entry entry : all) {
            if (entry == null) {
                folders = true;
            } else if (!entry.link()) {
                files.add(entry.script());
            } else {
                links = true;
                target(root, entry.script()).ifPresent(files::add);
            }
        }
        if (folders) {
            addBelow(tree, "", files);
        }
        files.sort(Comparator.comparing(Script::fileName));
        List<Script> list = List.copyOf(files);
        if (!links) {
            // Where a link leads depends on the commit, not on this tree alone.
            listed.put(tree, list);
        }
        return list;
    }

    /** Whether the folder's tree, which {@link #files} has read, says by itself what its files hold. */
    boolean hasNoLinks(ObjectId tree) {
        return listed.containsKey(tree);
    }

    /** Adds the files of the folders in it that are listed with it. */
    private void addBelow(ObjectId tree, String path, List<Script> files) throws IOException {
        for (CanonicalTreeParser entry = open(tree); !entry.eof(); entry = entry.next()) {
            String name = FileMode.TREE.equals(entry.getEntryRawMode()) ? entry.getEntryPathString() : null;
            if (name != null && descends.test(name)) {
                ObjectId below = entry.getEntryObjectId();
                for (CanonicalTreeParser file = open(below); !file.eof(); file = file.next()) {
                    if ((file.getEntryRawMode() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE) {
                        String fileName = path + name + "/" + file.getEntryPathString();
                        files.add(new Script(
                                fileName, new ContentId(file.getEntryObjectId().name())));
                    }
                }
                addBelow(below, path + name + "/", files);
            }
        }
    }

    private Optional<Script> target(AnyObjectId root, Script link) throws IOException {
        ObjectId blob = ObjectId.fromString(link.content().hex());
        String path = Links.resolve(
                folder, new String(reader.open(blob, Constants.OBJ_BLOB).getBytes(), StandardCharsets.UTF_8));
        if (path == null) {
            return Optional.empty();
        }
        try (TreeWalk walk = TreeWalk.forPath(reader, path, root)) {
            boolean file = walk != null && (walk.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
            return file
                    ? Optional.of(new Script(
                            link.fileName(), new ContentId(walk.getObjectId(0).name())))
                    : Optional.empty();
        }
    }

    private byte[] bytes(ObjectId tree) throws IOException {
        return reader.open(tree, Constants.OBJ_TREE).getCachedBytes();
    }

    private CanonicalTreeParser open(ObjectId tree) throws IOException {
        CanonicalTreeParser parser = new CanonicalTreeParser();
        parser.reset(bytes(tree));
        return parser;
    }

    /** One step of the path. */
    private final class Level {
        private final byte[] name;
        private final Map<ObjectId, Optional<ObjectId>> children = new HashMap<>();

        Level(byte[] name) {
            this.name = name;
        }

        Optional<ObjectId> child(ObjectId tree) throws IOException {
            Optional<ObjectId> before = children.get(tree);
            if (before != null) {
                return before;
            }
            Optional<ObjectId> child = find(tree);
            children.put(tree, child);
            return child;
        }

        private Optional<ObjectId> find(ObjectId tree) throws IOException {
            for (CanonicalTreeParser entry = open(tree); !entry.eof(); entry = entry.next()) {
                int from = entry.getNameOffset();
                boolean same = Arrays.equals(
                        entry.getEntryPathBuffer(), from, from + entry.getNameLength(), name, 0, name.length);
                if (same) {
                    boolean isFolder = FileMode.TREE.equals(entry.getEntryRawMode());
                    return isFolder ? Optional.of(entry.getEntryObjectId()) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }
}
