package dev.backstep.git;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.jspecify.annotations.Nullable;

/**
 * A pack and its index, read where they lie, in the formats of git's gitformat-pack: opening one costs the same however
 * large it is, where JGit first loads the whole index. Belongs to the thread that opened it.
 */
final class Pack implements AutoCloseable {

    private static final int VERSION_2 = 0xff744f63;
    private static final int FANOUT = 256 * Integer.BYTES;
    private static final int ID_LENGTH = Constants.OBJECT_ID_LENGTH;

    /** Larger objects are left to JGit, which streams them; in bytes. */
    static final int LARGEST = 16 << 20;

    /** So many differences may follow each other; git writes up to 4095. More mean that they go round in a circle. */
    private static final int LONGEST_CHAIN = 5000;

    /** Two numbers of seven bits a byte and an id, at most. */
    private static final int LONGEST_HEADER = 64;

    private final Arena arena;
    private final ByteBuffer index;
    private final MemorySegment data;
    private final int fanout;
    private final int names;
    private final int stride;
    private final int count;
    private final Inflater inflater = new Inflater();
    private final LinkedHashMap<Long, ObjectLoader> recent = new LinkedHashMap<>(64, 0.75f, true);
    private final long room;
    private long held;

    /** What was read last: bytes of the pack, and how many. */
    private final byte[] buffer = new byte[4096];

    private int filled;

    private Pack(Arena arena, ByteBuffer index, MemorySegment data, long room) {
        this.arena = arena;
        this.index = index;
        this.data = data;
        this.room = room;
        boolean second = index.getInt(0) == VERSION_2;
        fanout = second ? 2 * Integer.BYTES : 0;
        // The first version has an offset before each name, the second has tables of their own for both.
        names = fanout + FANOUT + (second ? 0 : Integer.BYTES);
        stride = second ? ID_LENGTH : Integer.BYTES + ID_LENGTH;
        count = index.getInt(names(255));
    }

    /** @param body where its compressed bytes begin, from the entry's begin; {@code base} the begin of its base, or 0 */
    private record Header(int type, long size, long base, int body) {
        boolean isDelta() {
            return type == Constants.OBJ_OFS_DELTA || type == Constants.OBJ_REF_DELTA;
        }
    }

    /**
     * Opens a pack.
     *
     * @param indexFile its file {@code .idx}
     * @param room how many bytes of objects are kept for those that are stored as their differences
     */
    static Pack open(Path indexFile, long room) throws IOException {
        String name = indexFile.getFileName().toString();
        Path packFile = indexFile.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".pack");
        Arena arena = Arena.ofConfined();
        try {
            return new Pack(arena, map(indexFile, arena).asByteBuffer(), map(packFile, arena), room);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e instanceof IOException problem ? problem : new IOException(indexFile.toString(), e);
        }
    }

    private static MemorySegment map(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    /** How many objects it has. */
    int count() {
        return count;
    }

    /** An object's id; they are in ascending order. */
    ObjectId id(int position) {
        byte[] raw = new byte[ID_LENGTH];
        index.get(names + position * stride, raw);
        return ObjectId.fromRaw(raw);
    }

    /** Where an object begins; -1 when it is not in here. */
    long find(AnyObjectId id) {
        byte[] wanted = new byte[ID_LENGTH];
        id.copyRawTo(wanted, 0);
        long start = ByteBuffer.wrap(wanted).getLong();
        int first = id.getFirstByte();
        int low = first == 0 ? 0 : index.getInt(names(first - 1));
        int high = index.getInt(names(first));
        while (low < high) {
            int middle = (low + high) >>> 1;
            int at = names + middle * stride;
            int order = Long.compareUnsigned(index.getLong(at), start);
            if (order == 0) {
                byte[] name = new byte[ID_LENGTH];
                index.get(at, name);
                order = Arrays.compareUnsigned(name, wanted);
            }
            if (order == 0) {
                return offset(middle);
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return -1;
    }

    /** Where the object at a position of the index begins. */
    long offset(int position) {
        if (stride != ID_LENGTH) {
            return Integer.toUnsignedLong(index.getInt(names + position * stride - Integer.BYTES));
        }
        int checks = names + count * ID_LENGTH;
        int offsets = checks + count * Integer.BYTES;
        int offset = index.getInt(offsets + position * Integer.BYTES);
        int large = offsets + count * Integer.BYTES;
        return offset >= 0 ? offset : index.getLong(large + (offset & Integer.MAX_VALUE) * Long.BYTES);
    }

    /** The type of the object that begins there, from the headers alone. */
    int type(long offset) throws IOException {
        Header header = header(offset, LONGEST_HEADER);
        for (int i = 0; header.isDelta(); i++) {
            header = header(base(header, i), LONGEST_HEADER);
        }
        return header.type();
    }

    /** The object that begins there; null where it is too large to be held. */
    @Nullable
    ObjectLoader read(long offset) throws IOException {
        Deque<Long> places = new ArrayDeque<>();
        Deque<byte[]> deltas = new ArrayDeque<>();
        long at = offset;
        ObjectLoader object = recent.get(at);
        while (object == null) {
            Header header = header(at, buffer.length);
            if (header.size() > LARGEST) {
                return null;
            }
            byte[] bytes = inflate(at, header);
            if (header.isDelta()) {
                places.push(at);
                deltas.push(bytes);
                at = base(header, deltas.size());
                object = recent.get(at);
            } else if (header.type() >= Constants.OBJ_COMMIT && header.type() <= Constants.OBJ_TAG) {
                object = keep(at, new ObjectLoader.SmallObject(header.type(), bytes));
            } else {
                throw new IOException("no type of object: " + header.type());
            }
        }
        for (byte[] delta : deltas) {
            if (BinaryDelta.getResultSize(delta) > LARGEST) {
                return null;
            }
            byte[] bytes = BinaryDelta.apply(object.getCachedBytes(), delta);
            object = keep(places.pop(), new ObjectLoader.SmallObject(object.getType(), bytes));
        }
        return object;
    }

    @Override
    public void close() {
        inflater.end();
        arena.close();
    }

    private int names(int firstByte) {
        return fanout + firstByte * Integer.BYTES;
    }

    private static long base(Header delta, int steps) throws IOException {
        if (delta.base() <= 0 || steps > LONGEST_CHAIN) {
            throw new IOException("delta without a base");
        }
        return delta.base();
    }

    /** @param ahead how many bytes to read for it and for what follows it */
    private Header header(long offset, int ahead) throws IOException {
        fill(offset, ahead);
        int at = 0;
        int next = buffer[at++];
        int type = (next >> 4) & 7;
        long size = next & 0xf;
        for (int shift = 4; next < 0; shift += 7) {
            next = buffer[at++];
            size |= (next & 0x7fL) << shift;
        }
        long base = 0;
        if (type == Constants.OBJ_OFS_DELTA) {
            // Each further byte adds one, so that no distance has two forms.
            long distance = -1;
            do {
                next = buffer[at++];
                distance = ((distance + 1) << 7) | (next & 0x7f);
            } while (next < 0);
            base = offset - distance;
        } else if (type == Constants.OBJ_REF_DELTA) {
            base = find(ObjectId.fromRaw(buffer, at));
            at += ID_LENGTH;
        }
        if (at > filled) {
            throw new EOFException();
        }
        return new Header(type, size, base, at);
    }

    private void fill(long at, int most) throws IOException {
        filled = (int) Math.min(most, data.byteSize() - at);
        if (at < 0 || filled <= 0) {
            throw new EOFException();
        }
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, buffer, 0, filled);
    }

    /** @param offset where the entry begins whose header was read last */
    private byte[] inflate(long offset, Header header) throws IOException {
        byte[] bytes = new byte[(int) header.size()];
        inflater.reset();
        inflater.setInput(buffer, header.body(), filled - header.body());
        long at = offset + filled;
        int done = 0;
        try {
            while (!inflater.finished()) {
                int more = inflater.inflate(bytes, done, bytes.length - done);
                done += more;
                if (more == 0 && inflater.needsInput()) {
                    fill(at, buffer.length);
                    inflater.setInput(buffer, 0, filled);
                    at += filled;
                } else if (more == 0 && !inflater.finished()) {
                    throw new IOException("longer than its header says");
                }
            }
        } catch (DataFormatException e) {
            throw new IOException(e);
        }
        if (done < bytes.length) {
            throw new EOFException();
        }
        return bytes;
    }

    private ObjectLoader keep(long offset, ObjectLoader object) {
        recent.put(offset, object);
        held += object.getCachedBytes().length;
        while (held > room && !recent.isEmpty()) {
            held -= recent.pollFirstEntry().getValue().getCachedBytes().length;
        }
        return object;
    }
}
