package dev.backstep.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The orchard's migrations, by branch.
 *
 * @param main 445 core and 3 search migrations, each track in order
 * @param alpha what {@code feature/alpha} adds: core 446 to 448
 * @param beta what {@code feature/beta} adds: core 446 and 447, other ones
 */
record OrchardMigrations(List<SampleMigration> main, List<SampleMigration> alpha, List<SampleMigration> beta) {

    OrchardMigrations {
        main = List.copyOf(main);
        alpha = List.copyOf(alpha);
        beta = List.copyOf(beta);
    }

    static OrchardMigrations load() {
        List<SampleMigration> main = new ArrayList<>();
        resource("orchard.recipes")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> main.add(Recipe.parse(line).migration(main.size() + 1)));
        main.addAll(written("main.sql"));
        return new OrchardMigrations(main, written("alpha.sql"), written("beta.sql"));
    }

    /** The rows of the demo's tables, as SQL for the schema of {@code feature/alpha}. */
    static String rows() {
        return resource("rows.sql");
    }

    /** Reads migrations written out in full: {@code === TRACK/VERSION_NAME up}, the text, the same for down. */
    private static List<SampleMigration> written(String name) {
        List<SampleMigration> migrations = new ArrayList<>();
        String[] sections = resource(name).split("(?m)^=== ", -1);
        for (int i = 1; i < sections.length; i += 2) {
            String[] up = sections[i].split("\n", 2);
            String[] down = sections[i + 1].split("\n", 2);
            String[] title = up[0].split("[/_ ]", 3);
            String label = title[2].substring(0, title[2].lastIndexOf(' '));
            migrations.add(new SampleMigration(title[0], Integer.parseInt(title[1]), label, up[1], down[1]));
        }
        return migrations;
    }

    private static String resource(String name) {
        try (InputStream stream = OrchardMigrations.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
