package dev.backstep.sql.rules;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.ReplayStep;
import dev.backstep.replay.Replayed;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.reverse.GeneratedDown;
import dev.backstep.sql.reverse.Reverser;
import dev.backstep.sql.rules.Examples.Example;
import dev.backstep.sql.rules.Reversal.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server runs down scripts after their up scripts: what they leave, what they miss and what they bring back otherwise
 * must be what was read, thing by thing.
 */
class DownScriptsOnServerTest {

    private static final KnownSchema BEFORE =
            ScriptAnalysis.read(Examples.SCHEMA, KnownSchema.empty()).after();
    private static final String ANEW =
            "DROP SCHEMA IF EXISTS other CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public;";

    private static final String NOTHING = "SELECT 1";

    private static final Map<CatalogDifference.Kind, Kind> KINDS = Map.of(
            CatalogDifference.Kind.ADDED, Kind.LEAVES,
            CatalogDifference.Kind.DROPPED, Kind.MISSES,
            CatalogDifference.Kind.CHANGED, Kind.DIFFERS);

    private static final String UNCERTAIN = "PERHAPS MORE";

    /** Where the two differ: only in reading, only on the server, and why. */
    private record Explained(String down, Set<String> read, Set<String> seen, String why) {
        String difference() {
            return "only read " + new TreeSet<>(read) + ", only seen " + new TreeSet<>(seen);
        }
    }

    private static final String NOT_UNDERSTOOD = "It is not understood, and reading says so.";
    private static final String OWN_SEQUENCE = "A serial's sequence is read as part of its column.";
    private static final String SAYS_NAME = "The server's text says the new name; it is the same thing to its users.";

    private static final List<Explained> EXPLAINED = List.of(
            new Explained("DO $$ BEGIN EXECUTE 'SELECT ' || 1; END $$", Set.of(UNCERTAIN), Set.of(), NOT_UNDERSTOOD),
            new Explained("SELECT twice(1)", Set.of(UNCERTAIN), Set.of(), NOT_UNDERSTOOD),
            new Explained(
                    "ALTER FUNCTION twice(int) IMMUTABLE",
                    Set.of(UNCERTAIN),
                    Set.of("DIFFERS twice(integer)"),
                    "A function's properties are not told apart from its text, and reading says so."),
            new Explained(
                    "CREATE TABLE x (id serial PRIMARY KEY, y int UNIQUE CHECK (y > 0))",
                    Set.of(),
                    Set.of("LEAVES x_id_seq"),
                    OWN_SEQUENCE),
            new Explained("ALTER TABLE t ADD COLUMN x bigserial", Set.of(), Set.of("LEAVES t_x_seq"), OWN_SEQUENCE),
            new Explained(
                    "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS IDENTITY",
                    Set.of(),
                    Set.of("LEAVES t_x_seq"),
                    OWN_SEQUENCE),
            new Explained(
                    "ALTER TABLE t RENAME TO t2",
                    Set.of(),
                    Set.of("DIFFERS counts", "DIFFERS r.r_t_id_fkey", "DIFFERS t_stats", "DIFFERS view_t"),
                    SAYS_NAME),
            new Explained(
                    "ALTER TABLE t RENAME COLUMN b TO b2",
                    Set.of(),
                    Set.of("DIFFERS t_b", "DIFFERS t_stats"),
                    SAYS_NAME),
            new Explained(
                    "ALTER TABLE r RENAME TO r2; CREATE VIEW r AS SELECT * FROM r2",
                    Set.of("MISSES r.id", "MISSES r.k", "MISSES r.t_id"),
                    Set.of(),
                    "The server has columns of the view under the names of the table's."));

    @TempDir
    private Path folder;

    @Test
    void whatADownScriptDoesByItselfIsRead() throws Exception {
        List<Pair> pairs = Examples.all().stream()
                .map(example -> new Pair(NOTHING, example.sql()))
                .toList();
        Map<String, String> explained = new TreeMap<>();
        EXPLAINED.forEach(each -> explained.put(each.down(), each.difference()));
        assertEquals(explained, disagreements(pairs));
    }

    @Test
    void whatAGeneratedDownScriptBringsBackIsRead() throws Exception {
        List<Pair> pairs = new ArrayList<>();
        for (Example example : Examples.all()) {
            GeneratedDown down = Reverser.reverse(example.sql(), BEFORE);
            // The server takes a lock in no script that has nothing else: it is not in a transaction.
            if (down.whole() && example.rule() != Rule.LOCK_TABLE) {
                pairs.add(new Pair(example.sql(), down.text()));
            }
        }
        assertTrue(pairs.size() > 50, () -> pairs.size() + " generated");
        assertEquals(Map.of(), disagreements(pairs));
    }

    /** A migration on the examples' schema. */
    private record Pair(String up, String down) {}

    /** How what was read of a down script differs from what the server shows, by its text. */
    private Map<String, String> disagreements(List<Pair> pairs) throws Exception {
        Map<String, String> disagreements = new TreeMap<>();
        List<ReplayStep> steps = replayed(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            ReplayStep.Down seen = Objects.requireNonNull(steps.get(i).down());
            difference(pairs.get(i), seen)
                    .ifPresent(difference ->
                            disagreements.put(difference.down() + difference.why(), difference.difference()));
        }
        return disagreements;
    }

    private static Optional<Explained> difference(Pair pair, ReplayStep.Down down) {
        String failure = down.failure() == null ? "" : down.failure().sentence();
        ScriptReading forth = ScriptAnalysis.read(pair.up(), BEFORE);
        KnownSchema after = ScriptAnalysis.read(pair.down(), forth.after()).after();
        Set<String> read = read(Reversal.of(pair.up(), pair.down(), BEFORE));
        Set<String> seen = seen(down.left(), after);
        return read.equals(seen) && failure.isEmpty()
                ? Optional.empty()
                : Optional.of(new Explained(pair.down(), minus(read, seen), minus(seen, read), failure));
    }

    private static Set<String> minus(Set<String> one, Set<String> other) {
        Set<String> more = new TreeSet<>(one);
        more.removeAll(other);
        return more;
    }

    /** Each pair on a schema that is as new, all in one replay: what a down script does is taken back. */
    private List<ReplayStep> replayed(List<Pair> pairs) throws Exception {
        List<ReplayMigration> migrations = new ArrayList<>();
        Set<Version> looked = new HashSet<>();
        for (Pair pair : pairs) {
            if (migrations.isEmpty() || !pair.up().equals(NOTHING)) {
                migrations.add(new ReplayMigration(version(migrations), "anew", ANEW + Examples.SCHEMA, null));
            }
            looked.add(version(migrations));
            migrations.add(new ReplayMigration(version(migrations), "example", pair.up(), pair.down()));
        }
        try (ReplayDesk desk = new LiveReplayDesk(folder, Path.of("target/replay/postgresql"), ReplayLimits.DEFAULT)) {
            Replayed replayed = desk.observe(migrations, looked::contains, CatalogScope.all(), ReplayProgress.none());
            assertNull(replayed.failure());
            return replayed.steps();
        }
    }

    private static Version version(List<ReplayMigration> before) {
        return Version.of(before.size() + 1);
    }

    private static Set<String> seen(CatalogDifference left, KnownSchema after) {
        return left.structure().entries().stream()
                .filter(entry -> !(entry.id().kind() == CatalogKind.COLUMN && ofView(entry.id(), after)))
                .filter(entry -> !ofUnknownTable(entry.id(), after))
                .map(entry -> KINDS.get(entry.kind()) + " " + entry.id())
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> read(Reversal reading) {
        Set<String> read = reading.findings().stream()
                .filter(finding -> KINDS.containsValue(finding.kind()))
                .map(finding -> finding.kind() + " " + finding.subject())
                .collect(toCollection(TreeSet::new));
        if (!reading.certain()) {
            read.add(UNCERTAIN);
        }
        return read;
    }

    /** The catalogs list the columns of views, too; reading has them in the view. */
    private static boolean ofView(CatalogId column, KnownSchema after) {
        return Stream.of(BEFORE, after)
                .flatMap(schema -> schema.objects().keySet().stream())
                .anyMatch(id -> (id.kind() == ObjectKind.VIEW || id.kind() == ObjectKind.MATERIALIZED_VIEW)
                        && id.owner().name().equals(column.name()));
    }

    /** Columns that are copied from elsewhere are not read, nor what depends on them. */
    private static boolean ofUnknownTable(CatalogId id, KnownSchema after) {
        return after.objects().entrySet().stream()
                .anyMatch(entry -> entry.getValue() instanceof SchemaObject.Table table
                        && !table.columnsKnown()
                        && (id.toString().startsWith(entry.getKey() + ".")
                                || id.name().startsWith(entry.getKey() + "_")));
    }
}
