package dev.backstep.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies a script's content: its git blob id, so that two scripts are the same text exactly when git says so.
 *
 * @param hex the blob id, lower-case hexadecimal
 */
public record ContentId(String hex) {

    /** The id git gives to {@code content} in a SHA-1 repository ({@code git hash-object}). */
    public static ContentId of(byte[] content) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return new ContentId(HexFormat.of().formatHex(sha1.digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
