package dev.backstep.corpus;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Some migrations with their text and what was read of it. */
final class Sample {

    private static final long SEED = 20_261_121;

    private Sample() {}

    static void print(Reading reading, int size, PrintStream out) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < reading.migrations().size(); i++) {
            all.add(i);
        }
        Collections.shuffle(all, new Random(SEED));
        all.stream().limit(size).sorted().forEach(i -> {
            var migration = reading.migrations().get(i);
            var read = reading.read().get(i);
            out.println("=== " + migration.version() + " " + migration.name() + ": " + read.marker());
            out.println("    " + Reading.sentences(read.reasons()));
            out.println(migration.up().strip());
            out.println();
        });
    }
}
