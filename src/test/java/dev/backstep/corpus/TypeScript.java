package dev.backstep.corpus;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.ReplayStep;
import dev.backstep.replay.Replayed;
import dev.backstep.replay.sqlite.FileReplay;
import dev.backstep.sql.reverse.GeneratedDown;
import dev.backstep.sql.reverse.Reverser;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.text.Text;
import dev.backstep.tool.Dialect;
import dev.backstep.tool.FileText;
import dev.backstep.tool.aiostreams.AioStreams;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** AIOStreams' migrations on both databases: which have a generated down script, and whether it brings the schema back. */
final class TypeScript {

    private final Path folder;
    private final PrintStream out;

    TypeScript(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** Whether a folder holds such files. */
    static boolean isIn(Path folder) throws IOException {
        return !read(folder, Dialect.SQLITE).isEmpty();
    }

    void print() throws IOException, BackstepException {
        inFile(read(folder, Dialect.SQLITE));
        onServer(read(folder, Dialect.POSTGRESQL));
    }

    private static List<ReplayMigration> read(Path folder, Dialect dialect) throws IOException {
        AioStreams tool = new AioStreams(dialect);
        List<ReplayMigration> migrations = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                var name = tool.parse(file.getFileName().toString());
                FileText text = name.isEmpty()
                        ? null
                        : tool.open(name.get(), Files.readAllBytes(file)).orElse(null);
                if (text != null && text.up() != null && text.name() != null) {
                    migrations.add(new ReplayMigration(
                            text.name().version(),
                            text.name().title(),
                            new String(text.up().text(), StandardCharsets.UTF_8),
                            null));
                }
            }
        }
        migrations.sort(Comparator.comparing(ReplayMigration::version));
        return migrations;
    }

    private void inFile(List<ReplayMigration> migrations) throws BackstepException {
        FileReplay replay = FileReplay.of(migrations);
        out.println("SQLite: " + replay.steps().size() + " of " + migrations.size() + " replayed"
                + (replay.problem() == null ? "" : ", stopped: " + Text.of(replay.problem())));
        int exact = 0;
        for (int i = 0; i < replay.steps().size(); i++) {
            GeneratedDown down = replay.steps().get(i).down();
            if (!down.whole()) {
                out.println("  " + migrations.get(i).version() + " no script: " + reasons(down));
                continue;
            }
            CatalogDifference left = FileReplay.undone(migrations.subList(0, i + 1), down.text());
            exact += left.isEmpty() ? 1 : 0;
            if (!left.isEmpty()) {
                out.println("  " + migrations.get(i).version() + " differs: " + shown(left));
            }
        }
        out.println("SQLite: " + exact + " generated scripts bring the catalog back exactly");
    }

    private void onServer(List<ReplayMigration> migrations) throws BackstepException {
        Map<Version, GeneratedDown> downs = new HashMap<>();
        List<ReplayMigration> both = new ArrayList<>();
        KnownSchema schema = KnownSchema.empty();
        for (ReplayMigration migration : migrations) {
            GeneratedDown down = Reverser.reverse(migration.up(), schema);
            downs.put(migration.version(), down);
            schema = ScriptAnalysis.read(migration.up(), schema).after();
            both.add(new ReplayMigration(
                    migration.version(), migration.name(), migration.up(), down.whole() ? down.text() : null));
        }
        Path work = Path.of("target/corpus").toAbsolutePath();
        try (ReplayDesk desk = new LiveReplayDesk(work, work.resolve("postgresql"), ReplayLimits.DEFAULT)) {
            Replayed replayed = desk.observe(
                    both,
                    version -> Objects.requireNonNull(downs.get(version)).whole(),
                    CatalogScope.all(),
                    ReplayProgress.none());
            out.println("PostgreSQL: " + replayed.steps().size() + " of " + both.size() + " replayed"
                    + (replayed.failure() == null ? "" : ", stopped: " + replayed.failure()));
            int exact = 0;
            for (ReplayStep step : replayed.steps()) {
                Version version = step.migration().version();
                ReplayStep.Down down = step.down();
                if (down == null) {
                    out.println("  " + version + " no script: " + reasons(Objects.requireNonNull(downs.get(version))));
                } else if (down.restores()) {
                    exact++;
                } else {
                    out.println("  " + version + " differs: "
                            + (down.failure() == null
                                    ? shown(down.left())
                                    : down.failure().sentence()));
                }
            }
            out.println("PostgreSQL: " + exact + " generated scripts bring the catalog back exactly");
        }
    }

    private static String reasons(GeneratedDown down) {
        return down.irreversible().stream()
                .map(each -> each.why() + " " + each.statement().headline())
                .collect(Collectors.joining("; "));
    }

    private static String shown(CatalogDifference difference) {
        return difference.entries().stream()
                .map(entry -> entry.kind() + " " + entry.id().kind() + " " + entry.id() + " [" + entry.before() + "] ["
                        + entry.after() + "]")
                .collect(Collectors.joining(", "));
    }
}
