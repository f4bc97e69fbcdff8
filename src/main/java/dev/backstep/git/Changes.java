package dev.backstep.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.Repository;

/** What of a working tree is not as in HEAD. */
final class Changes {

    private final Repository repository;

    Changes(Repository repository) {
        this.repository = repository;
    }

    /** The paths, ordered; what git ignores is not among them. */
    SortedSet<String> paths() throws IOException {
        IndexDiff difference = new IndexDiff(repository, Constants.HEAD, new WorkingFiles(repository));
        difference.diff();
        SortedSet<String> paths = new TreeSet<>(difference.getAdded());
        paths.addAll(difference.getChanged());
        paths.addAll(difference.getModified());
        paths.addAll(difference.getMissing());
        paths.addAll(difference.getRemoved());
        paths.addAll(difference.getUntracked());
        paths.addAll(difference.getConflicting());
        return paths;
    }

    /** SHA-256 over these paths and what is there now; empty for none. */
    String sum(SortedSet<String> paths) throws IOException {
        if (paths.isEmpty()) {
            return "";
        }
        MessageDigest sum = sha256();
        for (String path : paths) {
            sum.update((path + "\0").getBytes(StandardCharsets.UTF_8));
            sum.update(content(repository.getWorkTree().toPath().resolve(path)));
        }
        return HexFormat.of().formatHex(sum.digest());
    }

    private static byte[] content(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return sha256().digest(Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8));
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new byte[0];
        }
        MessageDigest sum = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return sum.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }
}
