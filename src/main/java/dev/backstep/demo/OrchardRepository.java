package dev.backstep.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * Makes the sample repository: two years of commits, a commit per migration, releases over several minors, and three
 * branches, with {@code feature/beta} checked out.
 */
final class OrchardRepository {

    /** The core migration after which each of the search track's migrations was committed. */
    private static final List<Integer> SEARCH_AFTER = List.of(180, 290, 405);

    /** The releases by the highest core migration in them. */
    private static final Map<Integer, String> RELEASES = Map.of(
            120, "v2.0.0",
            200, "v2.10.0",
            310, "v2.20.0",
            360, "v2.24.0",
            398, "v2.26.0",
            430, "v2.28.0",
            441, "v2.29.1",
            442, "v2.30.4",
            444, "v2.31.0");

    private static final Duration FIRST_COMMIT = Duration.ofDays(730);
    private static final Duration NEWEST_ON_MAIN = Duration.ofDays(5);
    private static final Duration NEWEST_ON_ALPHA = Duration.ofHours(28);
    private static final Duration NEWEST_ON_BETA = Duration.ofHours(5);

    private final OrchardMigrations migrations;
    private final Instant now;

    /** The repository as it would stand at {@code now}, which fixes the dates of all commits. */
    OrchardRepository(OrchardMigrations migrations, Instant now) {
        this.migrations = migrations;
        this.now = now;
    }

    /** Makes the repository in {@code folder}, which must not hold one yet. */
    void create(Path folder) throws IOException {
        try (FileRepository repository =
                new FileRepository(folder.resolve(Constants.DOT_GIT).toFile())) {
            repository.create();
            StoredConfig config = repository.getConfig();
            config.setString("core", null, "autocrlf", "false");
            config.save();
            BatchRefUpdate refs = repository.getRefDatabase().newBatchUpdate();
            ObjectId checkedOut;
            try (ObjectInserter objects = repository.getObjectDatabase().newPackInserter()) {
                checkedOut = write(objects, refs);
                objects.flush();
            }
            try (RevWalk walk = new RevWalk(repository)) {
                refs.execute(walk, NullProgressMonitor.INSTANCE);
                repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + "feature/beta");
                new DirCacheCheckout(
                                repository,
                                repository.lockDirCache(),
                                walk.parseCommit(checkedOut).getTree())
                        .checkout();
            }
        }
    }

    /** Writes all objects and names their refs; gives the commit to check out. */
    private ObjectId write(ObjectInserter objects, BatchRefUpdate refs) throws IOException {
        CommitLine main = new CommitLine(objects);
        List<SampleMigration> commits = inOrderOfCommits();
        Duration step = FIRST_COMMIT.minus(NEWEST_ON_MAIN).dividedBy(commits.size() - 1);
        Instant time = now.minus(FIRST_COMMIT);
        for (SampleMigration migration : commits) {
            ObjectId commit = main.commit(migration, time);
            if (migration.track().equals("core") && RELEASES.containsKey(migration.version())) {
                String release = RELEASES.get(migration.version());
                add(refs, Constants.R_TAGS + release, main.tag(release, commit, time.plus(step.dividedBy(2))));
            }
            time = time.plus(step);
        }
        add(refs, Constants.R_HEADS + "main", main.tip());
        add(refs, Constants.R_HEADS + "feature/alpha", grow(main, migrations.alpha(), now.minus(NEWEST_ON_ALPHA)));
        ObjectId beta = grow(main, migrations.beta(), now.minus(NEWEST_ON_BETA));
        add(refs, Constants.R_HEADS + "feature/beta", beta);
        return beta;
    }

    private List<SampleMigration> inOrderOfCommits() {
        List<SampleMigration> ordered = new ArrayList<>();
        for (SampleMigration core : migrations.main()) {
            if (core.track().equals("core")) {
                ordered.add(core);
                int search = SEARCH_AFTER.indexOf(core.version()) + 1;
                migrations.main().stream()
                        .filter(m -> m.track().equals("search") && m.version() == search)
                        .forEach(ordered::add);
            }
        }
        return ordered;
    }

    /** Adds a branch with a commit every 14 hours up to {@code newest}; gives its tip. */
    private static ObjectId grow(CommitLine main, List<SampleMigration> migrations, Instant newest) throws IOException {
        CommitLine line = main.branch();
        for (SampleMigration migration : migrations) {
            int behind = migrations.getLast().version() - migration.version();
            line.commit(migration, newest.minus(Duration.ofHours(14L * behind)));
        }
        return line.tip();
    }

    private static void add(BatchRefUpdate refs, String name, ObjectId id) {
        refs.addCommand(new ReceiveCommand(ObjectId.zeroId(), id, name));
    }
}
