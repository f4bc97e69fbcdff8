package dev.backstep.journal;

import dev.backstep.journal.Look.Subject;
import dev.backstep.model.DatabaseIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A history's folder name. A database is known by its server's system identifier, its oid and its name: one that was
 * dropped and made anew is another one. Where the identifier may not be read the address stands in for it.
 */
final class SubjectKey {

    private static final int LENGTH = 16;

    private SubjectKey() {}

    static String of(Subject subject) {
        DatabaseIdentity database = subject.database();
        String server = database.systemIdentifier().isEmpty() ? database.server() : database.systemIdentifier();
        String whole = String.join(
                "\0",
                server,
                Long.toString(database.oid()),
                database.database(),
                subject.table().tool(),
                subject.table().schema(),
                subject.table().name());
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest(whole.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }
}
