package dev.backstep.git;

import dev.backstep.model.ContentId;
import dev.backstep.model.Script;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one tree after another and takes over from the tree before what both have the same.
 *
 * <p>Neighbours in a history differ in a few files of thousands: what stands before the first and after the last byte
 * that differs is not looked at again, and between them only new entries make new objects. Trees are in git's format:
 * mode, space, name, zero, 20 bytes of id; ordered by name.
 */
final class TreeReader {

    private static final int ID_LENGTH = 20;
    private static final int BLOCK = 4096;

    private byte[] before = {};

    /** Where the entries of {@link #before} begin, and its end. */
    private int[] starts = {0};

    private @Nullable Entry[] entries = {};

    /** For each entry its script where it is a file with a name in ASCII; git's order of those is Java's. */
    private @Nullable Script[] plain = {};

    /** How many entries are not plain. */
    private int others;

    private byte[] tree = {};
    private int[] newStarts = {0};
    private @Nullable Entry[] newEntries = {};
    private @Nullable Script[] newPlain = {};
    private int count;

    /**
     * A file or a link of a tree.
     *
     * @param script its name and the id of its blob
     * @param link whether the blob holds the path of another file
     */
    record Entry(Script script, boolean link) {}

    /**
     * Reads a tree.
     *
     * @param bytes the tree as git stores it; must not change afterwards
     * @param fresh is given the entries that the tree before did not have
     * @return its entries, in git's order; null stands for a folder or another repository
     */
    List<@Nullable Entry> read(byte[] bytes, Consumer<Entry> fresh) {
        int prefix = Arrays.mismatch(before, bytes);
        if (prefix < 0) {
            return Arrays.asList(entries);
        }
        tree = bytes;
        int first = lastStartUpTo(prefix);
        int suffix = commonSuffix(Math.min(before.length, tree.length) - starts[first]);
        int last = firstStartFrom(before.length - suffix);
        newStarts = Arrays.copyOf(starts, first + 16);
        newEntries = Arrays.copyOf(entries, first + 16);
        newPlain = Arrays.copyOf(plain, first + 16);
        count = first;
        for (int i = first; i < last; i++) {
            others -= plain[i] == null ? 1 : 0;
        }
        readBetween(first, last, fresh);
        before = tree;
        starts = newStarts;
        entries = newEntries;
        plain = newPlain;
        return Arrays.asList(entries);
    }

    /**
     * The entries read last in the order of their names, where that is git's order for sure and all of them are files:
     * almost always, and then without looking at any; otherwise null.
     */
    @Nullable
    List<Script> plainFiles() {
        return others == 0 ? List.of(plain) : null;
    }

    private void readBetween(int first, int last, Consumer<Entry> fresh) {
        int resume = tree.length - (before.length - starts[last]);
        int old = first;
        int at = starts[first];
        while (at < tree.length && at != resume) {
            int name = indexOf(' ', at) + 1;
            int nameEnd = indexOf(0, name);
            int end = nameEnd + 1 + ID_LENGTH;
            while (old < last && isBefore(old, name, nameEnd)) {
                old++;
            }
            boolean same = old < last && Arrays.equals(before, starts[old], starts[old + 1], tree, at, end);
            Entry entry = same ? entries[old] : parse(at, name, nameEnd);
            if (!same && entry != null) {
                fresh.accept(entry);
            }
            boolean isPlain = same ? plain[old] != null : entry != null && !entry.link() && isAscii(name, nameEnd);
            append(at, entry, isPlain);
            at = end;
        }
        finish(at == resume ? last : starts.length - 1);
    }

    /** The entries from {@code last} on are those of before and have only moved. */
    private void finish(int last) {
        int rest = starts.length - last;
        int moved = tree.length - before.length;
        newStarts = Arrays.copyOf(newStarts, count + rest);
        newEntries = Arrays.copyOf(newEntries, count + rest - 1);
        newPlain = Arrays.copyOf(newPlain, count + rest - 1);
        System.arraycopy(entries, last, newEntries, count, rest - 1);
        System.arraycopy(plain, last, newPlain, count, rest - 1);
        for (int i = 0; i < rest; i++) {
            newStarts[count + i] = starts[last + i] + moved;
        }
    }

    private void append(int start, @Nullable Entry entry, boolean isPlain) {
        if (count == newStarts.length) {
            newStarts = Arrays.copyOf(newStarts, count * 2);
            newEntries = Arrays.copyOf(newEntries, count * 2);
            newPlain = Arrays.copyOf(newPlain, count * 2);
        }
        newStarts[count] = start;
        newEntries[count] = entry;
        newPlain[count] = isPlain && entry != null ? entry.script() : null;
        others += isPlain ? 0 : 1;
        count++;
    }

    private boolean isAscii(int from, int to) {
        for (int i = from; i < to; i++) {
            if (tree[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Entry parse(int start, int name, int nameEnd) {
        // 100644 and 100755 are files, 120000 is a link; 40000 is a folder, 160000 another repository.
        if (tree[start] != '1' || tree[start + 1] == '6') {
            return null;
        }
        String text = new String(tree, name, nameEnd - name, StandardCharsets.UTF_8);
        String id = HexFormat.of().formatHex(tree, nameEnd + 1, nameEnd + 1 + ID_LENGTH);
        return new Entry(new Script(text, new ContentId(id)), tree[start + 1] == '2');
    }

    private boolean isBefore(int old, int name, int nameEnd) {
        int oldName = starts[old];
        while (before[oldName] != ' ') {
            oldName++;
        }
        int oldEnd = starts[old + 1] - ID_LENGTH - 1;
        return Arrays.compareUnsigned(before, oldName + 1, oldEnd, tree, name, nameEnd) < 0;
    }

    private int indexOf(int wanted, int from) {
        int at = from;
        while (tree[at] != wanted) {
            at++;
        }
        return at;
    }

    private int lastStartUpTo(int offset) {
        int index = Arrays.binarySearch(starts, offset);
        return index >= 0 ? index : -index - 2;
    }

    private int firstStartFrom(int offset) {
        int index = Arrays.binarySearch(starts, offset);
        return index >= 0 ? index : -index - 1;
    }

    private int commonSuffix(int limit) {
        int common = 0;
        for (int block = BLOCK; block > 0; block /= 2) {
            while (common + block <= limit && sameBeforeEnd(common, block)) {
                common += block;
            }
        }
        return common;
    }

    private boolean sameBeforeEnd(int common, int length) {
        int mine = before.length - common;
        int its = tree.length - common;
        return Arrays.equals(before, mine - length, mine, tree, its - length, its);
    }
}
