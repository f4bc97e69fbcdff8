package dev.backstep.corpus;

import dev.backstep.replay.ReplayMigration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints what Backstep makes of a folder of golang-migrate's or AIOStreams' migrations: {@code mvn test-compile exec:exec@corpus
 * -Dbackstep.corpus=FOLDER}, with {@code -Dbackstep.corpus.replay=true} to run them as well, and {@code
 * -Dbackstep.corpus.sample=60} to print some of them, chosen by chance and always the same, for checking by eye.
 */
public final class Corpus {

    private Corpus() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        if (!Files.isDirectory(folder)) {
            System.out.println("Name a folder of migrations: -Dbackstep.corpus=FOLDER");
            return;
        }
        if (TypeScript.isIn(folder)) {
            new TypeScript(folder, System.out).print();
            System.exit(0);
        }
        Reading.of(folder); // once to warm up
        Reading reading = Reading.of(folder);
        reading.print(System.out);
        if (Boolean.parseBoolean(arguments[1])) {
            List<ReplayMigration> migrations = reading.migrations();
            Witnesses.of(reading, migrations).print(System.out);
        }
        int sample = Integer.parseInt(arguments[2]);
        if (sample > 0) {
            Sample.print(reading, sample, System.out);
        }
        System.exit(0);
    }
}
