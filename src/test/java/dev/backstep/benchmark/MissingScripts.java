package dev.backstep.benchmark;

import dev.backstep.fixture.FastImport;
import dev.backstep.fixture.GitFixture;
import dev.backstep.git.Checkout;
import dev.backstep.model.Version;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import dev.backstep.tool.ScriptName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Finding down scripts that the checkout does not have, in a repository of 10,000 commits that is opened anew, against
 * {@code git log} asked for every file that was ever added to their folder.
 *
 * <p>The repository is as {@code git gc} leaves one by default: one pack, packed refs, a commit graph without changed
 * paths. It has 50 tags, 998 scripts in the folder and 1,398 files. Its trees are smaller than a real repository's, which
 * is to git's favour: to coder's, with as many commits, git takes half as long again. git is a cold process each time;
 * Backstep is in a virtual machine that has run the job once, so most of its code is not compiled yet, with the options that Backstep
 * is started with.
 */
final class MissingScripts {

    private static final int COMMITS = 10_000;
    private static final String SCRIPTS = "server/db/migrations";
    private static final Set<Version> DELETED = Set.of(Version.of(3), Version.of(400));

    private MissingScripts() {}

    /** The usual case: another ref has them, so only the refs' trees are read. */
    static Comparison onOtherRefs(Path folder) throws Exception {
        return compare(
                repository(folder.resolve("search")),
                "Missing scripts, some ref of a 10,000-commit repository has them",
                Set.of());
    }

    /** No ref has them any more: all of history is walked, up to the oldest of them. */
    static Comparison inHistory(Path folder) throws Exception {
        GitFixture repository = repository(folder.resolve("search"));
        int found = search(repository.root(), DELETED);
        if (found < DELETED.size()) {
            throw new IllegalStateException("found " + found);
        }
        return compare(repository, "Missing scripts, deleted everywhere, 10,000 commits walked", DELETED);
    }

    private static Comparison compare(GitFixture repository, String title, Set<Version> deleted) throws Exception {
        List<String> log = List.of(
                "git",
                "-C",
                repository.root().toString(),
                "log",
                "--all",
                "--diff-filter=A",
                "--name-only",
                "--",
                SCRIPTS);
        return Comparison.ofTimes(
                title,
                "git log --all --diff-filter=A",
                0.25,
                () -> ColdProcess.output(log),
                () -> search(repository.root(), deleted));
    }

    private static int search(Path root, Set<Version> deleted) throws Exception {
        MigrationTool tool = MigrationTools.all().getFirst();
        try (Checkout checkout = Checkout.open(root)) {
            int listings = checkout.listings(SCRIPTS).size();
            return deleted.isEmpty()
                    ? listings
                    : checkout.searchHistory(
                                    SCRIPTS,
                                    deleted,
                                    name -> tool.parse(name)
                                            .filter(script -> script.direction() == ScriptName.Direction.DOWN)
                                            .map(ScriptName::version))
                            .size();
        }
    }

    private static GitFixture repository(Path folder) throws IOException {
        return Prepared.repository(folder, MissingScripts::fill);
    }

    private static void fill(GitFixture repository) {
        try (FastImport history = FastImport.into(repository)) {
            for (int i = 1; i <= COMMITS; i++) {
                history.commit("main", "Commit " + i);
                history.file("server/src/pkg" + i % 40 + "/file" + i % 400 + ".go", "package p // " + i);
                if (i % 20 == 0) {
                    history.file(SCRIPTS + "/" + i / 20 + "_step.up.sql", "CREATE TABLE t" + i + " ();");
                    history.file(SCRIPTS + "/" + i / 20 + "_step.down.sql", "DROP TABLE t" + i + ";");
                }
                for (Version deleted : DELETED) {
                    if (i == 20 * Integer.parseInt(deleted.text()) + 30) {
                        history.delete(SCRIPTS + "/" + deleted + "_step.down.sql");
                    }
                }
                if (i % 200 == 0) {
                    history.tag("v0." + i / 200, "main");
                }
            }
        }
        repository.checkout("main").git("gc", "--quiet");
    }
}
