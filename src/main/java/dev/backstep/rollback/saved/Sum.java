package dev.backstep.rollback.saved;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Counts and sums up what is written through it; in COPY's text format each row ends with the only line feed it has. */
final class Sum extends FilterOutputStream {

    private static final int TELL_EVERY = 1 << 22;

    private final MessageDigest sha256 = sha256();
    private final LongConsumer told;
    private long bytes;
    private long lines;
    private long tellAt = TELL_EVERY;

    /** @param told hears now and then how many rows have passed */
    Sum(OutputStream out, LongConsumer told) {
        super(out);
        this.told = told;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
        out.write(block, offset, length);
        sha256.update(block, offset, length);
        bytes += length;
        for (int i = offset; i < offset + length; i++) {
            lines += block[i] == '\n' ? 1 : 0;
        }
        if (bytes >= tellAt) {
            tellAt = bytes + TELL_EVERY;
            told.accept(lines);
        }
    }

    /** How many rows have passed. */
    long lines() {
        return lines;
    }

    /** What has passed; to be called once. */
    Contents contents() {
        return new Contents(lines, bytes, HexFormat.of().formatHex(sha256.digest()));
    }

    /**
     * What an entry of a file holds.
     *
     * @param rows how many rows
     * @param bytes how many bytes, not compressed
     * @param sha256 their SHA-256, 64 hexadecimal digits
     */
    record Contents(long rows, long bytes, String sha256) {}
}
