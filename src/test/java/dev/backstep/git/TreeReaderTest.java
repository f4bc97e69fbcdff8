package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.model.ContentId;
import dev.backstep.model.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TreeReaderTest {

    private static final ObjectId ID = ObjectId.fromString("0123456789012345678901234567890123456789");
    private static final ObjectId OTHER = ObjectId.fromString("3130303634342061006161616161616161616161");

    private final TreeReader reader = new TreeReader();
    private final List<String> fresh = new ArrayList<>();

    @Test
    void givesFilesAndLinksAndLeavesGapsForTheRest() {
        TreeFormatter tree = new TreeFormatter();
        tree.append("a", FileMode.REGULAR_FILE, ID);
        tree.append("b", FileMode.EXECUTABLE_FILE, OTHER);
        tree.append("c", FileMode.SYMLINK, ID);
        tree.append("d", FileMode.TREE, ID);
        tree.append("e", FileMode.GITLINK, ID);
        assertEquals(
                Arrays.asList(
                        new TreeReader.Entry(new Script("a", new ContentId(ID.name())), false),
                        new TreeReader.Entry(new Script("b", new ContentId(OTHER.name())), false),
                        new TreeReader.Entry(new Script("c", new ContentId(ID.name())), true),
                        null,
                        null),
                read(tree.toByteArray()));
        assertEquals(List.of("a", "b", "c"), fresh);
    }

    @Test
    void tellsWhatTheTreeBeforeDidNotHave() {
        read(tree(Map.of("a", ID, "b", ID, "d", ID, "e", ID)));
        assertFresh(List.of("c"), Map.of("a", ID, "b", ID, "c", ID, "d", ID, "e", ID));
        assertFresh(List.of(), Map.of("a", ID, "b", ID, "d", ID, "e", ID));
        assertFresh(List.of("a", "d"), Map.of("a", OTHER, "b", ID, "d", OTHER, "e", ID));
        assertFresh(List.of(), Map.of("a", OTHER, "b", ID, "d", OTHER, "e", ID));
        assertFresh(List.of(), Map.of());
        assertFresh(List.of("z"), Map.of("z", ID));
    }

    @Test
    void agreesWithReadingAfreshOverThousandsOfRandomChanges() {
        Random random = new Random(20260101);
        TreeMap<String, ObjectId> files = new TreeMap<>();
        for (int i = 0; i < 5000; i++) {
            Map<String, ObjectId> before = Map.copyOf(files);
            for (int change = random.nextInt(8); change >= 0; change--) {
                String name = Integer.toString(random.nextInt(300));
                if (random.nextInt(5) < 3) {
                    files.put(name, random.nextBoolean() ? ID : OTHER);
                } else {
                    files.remove(name);
                }
            }
            List<String> expected = files.keySet().stream()
                    .filter(name -> !Objects.equals(files.get(name), before.get(name)))
                    .toList();
            assertFresh(expected, files);
        }
    }

    private void assertFresh(List<String> expected, Map<String, ObjectId> files) {
        byte[] tree = tree(files);
        assertEquals(new TreeReader().read(tree, entry -> {}), read(tree));
        assertEquals(expected, fresh);
    }

    private List<TreeReader.@Nullable Entry> read(byte[] tree) {
        fresh.clear();
        return reader.read(tree, entry -> fresh.add(entry.script().fileName()));
    }

    private static byte[] tree(Map<String, ObjectId> files) {
        TreeFormatter tree = new TreeFormatter();
        new TreeMap<>(files).forEach((name, id) -> tree.append(name, FileMode.REGULAR_FILE, id));
        return tree.toByteArray();
    }
}
