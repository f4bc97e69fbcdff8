package dev.backstep.git;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Repository;

/** What was passed over while reading; each thing once. */
final class Warnings {

    private final Repository repository;

    private final Map<List<Object>, BackstepException> passedOver = new LinkedHashMap<>();

    Warnings(Repository repository) {
        this.repository = repository;
    }

    /** Something could not be read; in a partial clone that is mostly what was not downloaded, and is called that. */
    void passOver(String key, IOException e, Object... about) {
        Cancelled.check();
        if (e instanceof MissingObjectException && isPartialClone()) {
            add(new BackstepException("git.partial_clone", e, repository.getWorkTree()));
        } else {
            List<Object> arguments = new ArrayList<>(List.of(about));
            arguments.add(Reason.of(e));
            add(new BackstepException(key, e, arguments.toArray()));
        }
    }

    boolean isPartialClone() {
        return repository.getConfig().getSubsections("remote").stream()
                .anyMatch(remote -> repository.getConfig().getBoolean("remote", remote, "promisor", false));
    }

    synchronized void add(BackstepException problem) {
        Cancelled.check();
        passedOver.putIfAbsent(List.of(problem.key(), problem.arguments()), problem);
    }

    synchronized List<BackstepException> all() {
        return List.copyOf(passedOver.values());
    }
}
