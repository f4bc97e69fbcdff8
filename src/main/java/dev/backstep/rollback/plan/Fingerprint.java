package dev.backstep.rollback.plan;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Version;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a plan: SHA-256 over the database's identity, its history, the target and the steps' exact text. Findings are
 * not in it, since a better reading of the same text is the same plan; but what replaying told about a choice is.
 *
 * @param hex 64 hexadecimal digits
 */
public record Fingerprint(String hex) {

    static Fingerprint of(
            Plan.Purpose purpose,
            DatabaseIdentity database,
            History history,
            @Nullable Version target,
            List<Step> steps) {
        Digest digest = new Digest();
        if (purpose != Plan.Purpose.MIGRATE) {
            digest.add(purpose.name());
        }
        digest.add(database.server(), database.database(), Long.toString(database.oid()), database.systemIdentifier());
        digest.add(
                history.table().tool(),
                history.table().schema(),
                history.table().name());
        digest.add(text(history.current()), Boolean.toString(history.dirty()));
        digest.add(Integer.toString(history.records().size()));
        for (AppliedRecord applied : history.records()) {
            digest.add(applied.version().text(), applied.fileName(), applied.upText(), applied.downText());
            if (applied.row() != null) {
                digest.add(
                        applied.row().id(),
                        applied.checksum(),
                        Boolean.toString(applied.row().success()));
            }
        }
        digest.add(text(target), Integer.toString(steps.size()));
        for (Step step : steps) {
            digest.add(step.migration().version().text(), text(step.leavesAt()), step.text());
            digest.add(Integer.toString(step.statements().size()));
            step.statements().forEach(digest::add);
            step.findings().stream()
                    .filter(Finding.Chosen.class::isInstance)
                    .map(Finding.Chosen.class::cast)
                    .forEach(chosen -> add(digest, chosen));
        }
        return new Fingerprint(digest.hex());
    }

    /** Where replaying told something about the choice, that belongs to the plan. */
    private static void add(Digest digest, Finding.Chosen chosen) {
        Integer differences = chosen.candidate().differences();
        if (differences != null || chosen.against() != null) {
            digest.add("chosen", String.valueOf(differences), String.valueOf(chosen.against()));
        }
    }

    /** The fingerprint of this plan over another reading of database and history: equal when nothing has changed. */
    public static Fingerprint of(Plan plan, DatabaseIdentity database, History history) {
        return of(plan.purpose(), database, history, plan.target(), plan.steps());
    }

    /** The first eight digits in two groups, as shown: {@code b3c9 41f0}. */
    public String shortForm() {
        return hex.substring(0, 4) + " " + hex.substring(4, 8);
    }

    private static @Nullable String text(@Nullable Version version) {
        return version == null ? null : version.text();
    }

    /** Every part goes in with its length, so that no two sequences of parts look alike. */
    private static final class Digest {
        private final MessageDigest sha256;

        Digest() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java runtime has SHA-256", e);
            }
        }

        void add(@Nullable String... parts) {
            for (String part : parts) {
                byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
                int length = part == null ? -1 : bytes.length;
                sha256.update(ByteBuffer.allocate(4).putInt(length).array());
                sha256.update(bytes);
            }
        }

        String hex() {
            return HexFormat.of().formatHex(sha256.digest());
        }
    }
}
