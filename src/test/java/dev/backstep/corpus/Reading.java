package dev.backstep.corpus;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Marker;
import dev.backstep.model.Version;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.Statement;
import dev.backstep.sql.parse.Budget;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.StatementParser;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.Reason;
import dev.backstep.sql.rules.Rule;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import dev.backstep.text.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of migrations, read one after another, each on the schema before it.
 *
 * @param migrations in order
 * @param read what reading each found, in the same order
 * @param filesNanos time to read the files
 * @param readNanos time to read what is in them
 */
record Reading(List<ReplayMigration> migrations, List<ScriptReading> read, long filesNanos, long readNanos) {

    private static final Pattern NAME = Pattern.compile("([0-9]+)_(.*)\\.(up|down)\\.sql");

    static Reading of(Path folder) throws IOException, BackstepException {
        long start = System.nanoTime();
        List<ReplayMigration> migrations = migrations(folder);
        long between = System.nanoTime();
        List<ScriptReading> read = new ArrayList<>();
        KnownSchema schema = KnownSchema.empty();
        for (ReplayMigration migration : migrations) {
            ScriptReading reading = ScriptAnalysis.read(migration.up(), schema);
            read.add(reading);
            schema = reading.after();
        }
        return new Reading(migrations, read, between - start, System.nanoTime() - between);
    }

    /** A migration's files. */
    private static final class Pair {
        String name = "";
        byte @Nullable [] up;
        byte @Nullable [] down;
    }

    private static List<ReplayMigration> migrations(Path folder) throws IOException, BackstepException {
        NavigableMap<Version, Pair> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    Version version = Version.of(Long.parseLong(name.group(1)));
                    Pair scripts = all.computeIfAbsent(version, key -> new Pair());
                    scripts.name = name.group(2);
                    if (name.group(3).equals("up")) {
                        scripts.up = Files.readAllBytes(file);
                    } else {
                        scripts.down = Files.readAllBytes(file);
                    }
                }
            }
        }
        List<ReplayMigration> migrations = new ArrayList<>();
        for (Map.Entry<Version, Pair> entry : all.entrySet()) {
            Pair scripts = entry.getValue();
            if (scripts.up != null) {
                migrations.add(ReplayMigration.of(entry.getKey(), scripts.name, scripts.up, scripts.down));
            }
        }
        return migrations;
    }

    void print(PrintStream out) {
        int statements = 0;
        List<String> failures = new ArrayList<>();
        for (ReplayMigration migration : migrations) {
            for (String script :
                    Stream.of(migration.up(), String.valueOf(migration.down())).toList()) {
                for (Statement statement : ScriptFacts.of(script).statements()) {
                    statements++;
                    if (unparsed(statement)) {
                        failures.add(migration.version() + " " + migration.name() + ": " + statement.headline());
                    }
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "%d migrations, %d statements up and down, %.2f %% parsed%n",
                migrations.size(),
                statements,
                100.0 * (statements - failures.size()) / Math.max(1, statements));
        failures.forEach(failure -> out.println("  not parsed: " + failure));
        Map<Marker, Integer> markers = new EnumMap<>(Marker.class);
        read.forEach(reading -> markers.merge(reading.marker(), 1, Integer::sum));
        out.println(markers);
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i).marker() == Marker.UNKNOWN) {
                out.println("  unknown: " + migrations.get(i).version() + " "
                        + migrations.get(i).name() + ": "
                        + sentences(read.get(i).decisive()));
            }
        }
        out.printf(
                Locale.ROOT,
                "files %.1f ms, reading them %.1f ms: %.2f ×%n%n",
                filesNanos / 1e6,
                readNanos / 1e6,
                (double) readNanos / filesNanos);
    }

    private static boolean unparsed(Statement statement) {
        return StatementParser.standard().parse(statement, new Budget()).stream()
                .anyMatch(change ->
                        change instanceof Change.Unread unread && unread.reason() == Change.Unread.Reason.SYNTAX);
    }

    static String sentences(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> reason.rule().id() + " "
                        + (reason.rule() == Rule.UNREAD
                                ? Text.of(
                                        reason.sentenceKey(), reason.arguments().toArray())
                                : reason.arguments()))
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
