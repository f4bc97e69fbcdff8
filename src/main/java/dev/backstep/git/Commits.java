package dev.backstep.git;

import dev.backstep.model.Commit;
import java.io.IOException;
import java.time.Instant;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Turns JGit's commits into the model's. */
final class Commits {

    private Commits() {}

    static Commit of(RevWalk walk, RevCommit commit) throws IOException {
        walk.parseBody(commit);
        PersonIdent author = commit.getAuthorIdent();
        PersonIdent committer = commit.getCommitterIdent();
        return new Commit(
                commit.name(),
                author == null ? "" : author.getName(),
                committer == null ? Instant.ofEpochSecond(commit.getCommitTime()) : committer.getWhenAsInstant(),
                commit.getShortMessage());
    }
}
