package dev.backstep.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Runs every comparison and prints a line for each; arguments name the comparisons to run, none means all. */
public final class Benchmark {

    private static final Path FOLDER = Path.of("target/benchmark").toAbsolutePath();

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        Files.createDirectories(FOLDER);
        System.out.printf(
                Locale.ROOT,
                "%s, %d processors, medians of %d rounds%n%n",
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                Comparison.ROUNDS);
        for (Job job : Job.values()) {
            if (arguments.length == 0
                    || Arrays.asList(arguments).contains(job.name().toLowerCase(Locale.ROOT))) {
                System.out.println(job.run(FOLDER));
            }
        }
        System.exit(0);
    }

    /** The comparisons of design.md's budgets. */
    private enum Job {
        TIMELINE {
            @Override
            Comparison run(Path folder) throws Exception {
                return FirstTimeline.compare(folder);
            }
        },
        SEARCH {
            @Override
            Comparison run(Path folder) throws Exception {
                return MissingScripts.onOtherRefs(folder);
            }
        },
        HISTORY {
            @Override
            Comparison run(Path folder) throws Exception {
                return MissingScripts.inHistory(folder);
            }
        },
        WINDOW {
            @Override
            Comparison run(Path folder) throws Exception {
                return MainWindowFigures.start(folder);
            }
        },
        MEMORY {
            @Override
            Comparison run(Path folder) throws Exception {
                return MainWindowFigures.memory(folder);
            }
        },
        ROLLBACK {
            @Override
            Comparison run(Path folder) throws Exception {
                return Rollback.compare(folder);
            }
        };

        abstract Comparison run(Path folder) throws Exception;
    }
}
