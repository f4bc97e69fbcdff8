package dev.backstep.rollback.program;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over texts; each goes in with its length, so that no two sequences look alike. */
final class Sum {

    private final MessageDigest sha256;

    Sum() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }

    void add(String... parts) {
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            sha256.update(bytes);
        }
    }

    /** 64 hexadecimal digits; nothing may be added afterwards. */
    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
