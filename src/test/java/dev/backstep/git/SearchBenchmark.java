package dev.backstep.git;

import dev.backstep.fixture.FastImport;
import dev.backstep.fixture.GitFixture;
import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A program that measures the search for missing scripts against {@code git log}; run it with a folder to keep its
 * repositories in.
 */
public final class SearchBenchmark {

    private static final int COMMITS = 10_000;
    private static final int ROUNDS = 7;
    private static final String FOLDER = "server/db/migrations";

    private SearchBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        if (arguments.length == 3) {
            Path root = folder.resolve(arguments[1]);
            System.out.println(arguments[2].equals("tips") ? tips(root) : history(root));
            return;
        }
        measure("one commit in 22 adds a migration", make(folder.resolve("usual"), 22));
        measure("every commit adds a migration", make(folder.resolve("dense"), 1));
    }

    private static void measure(String title, GitFixture repository) throws Exception {
        Duration git = median(() -> repository.git("log", "--all", "--diff-filter=A", "--name-only", "--", FOLDER));
        Duration tips = median(() -> tips(repository.root()));
        Duration history = median(() -> history(repository.root()));
        System.out.printf(
                "%s: git log %d ms; tips %d ms (%.2f); tips and all of history %d ms (%.2f)%n",
                title,
                git.toMillis(),
                tips.toMillis(),
                (double) tips.toNanos() / git.toNanos(),
                history.toMillis(),
                (double) history.toNanos() / git.toNanos());
    }

    private static int tips(Path root) throws BackstepException {
        try (Checkout checkout = Checkout.open(root)) {
            return checkout.listings(FOLDER).size();
        }
    }

    private static int history(Path root) throws BackstepException {
        try (Checkout checkout = Checkout.open(root)) {
            return checkout.listings(FOLDER).size()
                    + checkout.searchHistory(FOLDER, Set.of("never"), Seen::version)
                            .size();
        }
    }

    private static GitFixture make(Path folder, int every) throws IOException {
        if (Files.exists(folder)) {
            return GitFixture.at(folder);
        }
        GitFixture repository = GitFixture.init(folder);
        try (FastImport history = FastImport.into(repository)) {
            for (int i = 1; i <= COMMITS; i++) {
                history.commit("main", "Commit " + i);
                history.file("server/src/pkg" + i % 40 + "/file" + i % 400 + ".go", "package p // " + i);
                if (i % every == 0) {
                    history.file(FOLDER + "/" + i / every + "_step.up.sql", "CREATE TABLE t" + i + " ();");
                    history.file(FOLDER + "/" + i / every + "_step.down.sql", "DROP TABLE t" + i + ";");
                }
                if (i % 100 == 0) {
                    history.tag("v0." + i / 100, "main");
                }
            }
            history.commit("feature/alpha", "main", "Alpha").file(FOLDER + "/99999_alpha.down.sql", "DROP TABLE a;");
        }
        repository.checkout("main");
        repository.git("gc", "--quiet");
        return repository;
    }

    private static Duration median(Callable<?> work) throws Exception {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            work.call();
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
        return times.stream().sorted().toList().get(ROUNDS / 2);
    }
}
