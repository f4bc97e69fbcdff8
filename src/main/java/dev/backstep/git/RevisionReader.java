package dev.backstep.git;

import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Finds what a person means by a revision: a ref by its short name, else a commit. */
final class RevisionReader {

    private static final int SHORT = 7;

    private RevisionReader() {}

    /** Branches before tags, as people say them; null when nothing is called so. */
    static @Nullable Provenance place(Repository repository, RevWalk walk, String revision) throws IOException {
        Map<String, Place> prefixes = new LinkedHashMap<>();
        prefixes.put(Constants.R_HEADS, Place.BRANCH);
        prefixes.put(Constants.R_TAGS, Place.TAG);
        prefixes.put(Constants.R_REMOTES, Place.REMOTE_BRANCH);
        for (Map.Entry<String, Place> prefix : prefixes.entrySet()) {
            Ref ref = repository.exactRef(prefix.getKey() + revision);
            RevCommit commit = ref == null ? null : commit(walk, ref.getObjectId());
            if (commit != null) {
                return new Provenance(prefix.getValue(), revision, Commits.of(walk, commit));
            }
        }
        try {
            RevCommit commit = commit(walk, repository.resolve(revision + "^{commit}"));
            return commit == null
                    ? null
                    : new Provenance(Place.HISTORY, commit.abbreviate(SHORT).name(), Commits.of(walk, commit));
        } catch (RevisionSyntaxException | AmbiguousObjectException | IncorrectObjectTypeException e) {
            return null;
        }
    }

    private static @Nullable RevCommit commit(RevWalk walk, @Nullable ObjectId id) throws IOException {
        return id != null && walk.peel(walk.parseAny(id)) instanceof RevCommit commit ? commit : null;
    }
}
