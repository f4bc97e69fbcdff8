package dev.backstep.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.CheckoutEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.ReflogEntry;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What the reflogs of a repository remember: those of its refs, of HEAD, and of HEAD in its other worktrees.
 *
 * <p>A deleted branch has no reflog of its own any more, but HEAD's tells when it was left.
 */
final class Reflogs {

    private final Repository repository;
    private final List<Left> left = new ArrayList<>();

    private Reflogs(Repository repository) {
        this.repository = repository;
    }

    /**
     * A commit that a ref once pointed to.
     *
     * @param commit its id; it may be gone
     * @param branch the branch as far as the log tells, else the commit that was checked out or {@code HEAD}
     * @param until when the ref went on to something else
     */
    record Left(ObjectId commit, String branch, Instant until) {}

    /** Everything the reflogs name, what was left last first. */
    static List<Left> read(Repository repository) throws IOException {
        Reflogs reflogs = new Reflogs(repository);
        reflogs.addHead(repository);
        for (Path worktree : reflogs.otherWorktrees()) {
            try (Repository other = new FileRepositoryBuilder()
                    .setGitDir(worktree.toFile())
                    .setGitCommonDir(repository.getCommonDirectory())
                    .setBare()
                    .build()) {
                reflogs.addHead(other);
            }
        }
        for (Ref ref : repository.getRefDatabase().getRefs()) {
            if (!ref.isSymbolic() && !ref.getName().equals(Constants.HEAD)) {
                reflogs.add(repository, ref, Repository.shortenRefName(ref.getName()), false);
            }
        }
        reflogs.left.sort(Comparator.comparing(Left::until).reversed());
        return reflogs.left;
    }

    private List<Path> otherWorktrees() throws IOException {
        Path common = repository.getCommonDirectory().toPath();
        Path own = repository.getDirectory().toPath();
        List<Path> others = new ArrayList<>();
        others.add(common);
        if (Files.isDirectory(common.resolve("worktrees"))) {
            try (Stream<Path> linked = Files.list(common.resolve("worktrees"))) {
                linked.filter(Files::isDirectory).forEach(others::add);
            }
        }
        others.removeIf(other -> other.equals(own));
        return others;
    }

    private void addHead(Repository of) throws IOException {
        Ref head = of.exactRef(Constants.HEAD);
        if (head != null) {
            add(
                    of,
                    head,
                    head.isSymbolic()
                            ? Repository.shortenRefName(head.getTarget().getName())
                            : null,
                    true);
        }
    }

    private void add(Repository of, Ref ref, @Nullable String name, boolean followCheckouts) throws IOException {
        ReflogReader log = of.getRefDatabase().getReflogReader(ref);
        List<ReflogEntry> entries = log == null ? List.of() : log.getReverseEntries();
        String branch = name == null ? Constants.HEAD : name;
        Instant until = null;
        for (ReflogEntry entry : entries) {
            Instant at = entry.getWho().getWhenAsInstant();
            left.add(new Left(entry.getNewId(), branch, until == null ? at : until));
            until = at;
            CheckoutEntry checkout = followCheckouts ? entry.parseCheckout() : null;
            if (checkout != null) {
                branch = abbreviated(checkout.getFromBranch());
            }
        }
        if (until != null) {
            left.add(new Left(entries.getLast().getOldId(), branch, until));
        }
    }

    private static String abbreviated(String branch) {
        return ObjectId.isId(branch) ? branch.substring(0, 7) : branch;
    }
}
