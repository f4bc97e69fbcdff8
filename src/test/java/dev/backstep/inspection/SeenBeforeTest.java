package dev.backstep.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.journal.Journal;
import dev.backstep.model.Candidate;
import dev.backstep.model.Evidence;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Provenance.Rise;
import dev.backstep.model.Provenance.Seen;
import dev.backstep.model.Script;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.text.PlaceText;
import dev.backstep.tool.MigrationTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Backstep saw at one look helps at a later one, on a real repository and a real database. */
class SeenBeforeTest {

    @TempDir
    private Path folder;

    private final Postgres postgres = Postgres.freshDatabase();
    private GitFixture repository;

    @BeforeEach
    void twoMigrationsApplied() {
        repository = GitFixture.init(folder.resolve("repository"));
        migration(1, "users", "");
        migration(2, "posts", "");
        repository.commit("Two tables");
        postgres.execute(
                "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)");
        apply(2);
    }

    @Test
    void anUncommittedScriptThatWasDeletedCanStillBeUndone() throws Exception {
        repository.branch("feature/alpha");
        migration(3, "alpha", "");
        apply(3);
        look();
        delete(3, "alpha");
        repository.checkout("main");
        try (OpenWorkspace open = open()) {
            Timeline timeline = open.inspect().timelines().getFirst();
            assertEquals(new Verdict.Ahead(1, Version.of(2)), timeline.verdict());
            TimelineRow top = timeline.rows().getFirst();
            assertEquals("alpha", top.migration().name());
            assertEquals(Evidence.FOUND, top.evidence());
            Provenance place = top.candidates().getFirst().foundAt().getFirst();
            String day = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH)
                    .format(LocalDate.now(ZoneId.systemDefault()));
            assertEquals(
                    "seen by Backstep on " + day + " in " + repository.root().toRealPath()
                            + ", branch feature/alpha, uncommitted",
                    PlaceText.name(place));
            Script down = Objects.requireNonNull(top.migration().down());
            assertEquals("DROP TABLE alpha;\n", new String(open.read(down), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aRiseThatWasWatchedIsSaid() {
        repository.branch("feature/alpha");
        migration(3, "alpha", "");
        migration(4, "beta", "");
        try (OpenWorkspace open = open()) {
            open.inspect();
            apply(4);
            open.inspect();
        }
        delete(3, "alpha");
        delete(4, "beta");
        List<Candidate> found = look().rows().getFirst().candidates();
        Seen seen = (Seen)
                Objects.requireNonNull(found.getFirst().foundAt().getFirst().past());
        assertEquals(new Rise(Version.of(2), Version.of(4)), seen.rise());
        assertTrue(
                PlaceText.name(found.getFirst().foundAt().getFirst())
                        .endsWith("; the database went from 2 to 4 while this checkout held these files"),
                found.toString());
    }

    @Test
    void aFileEditedAfterItWasSeenAppliedIsAnEdit() {
        migration(3, "alpha", "first");
        apply(3);
        look();
        migration(3, "alpha", "second");
        TimelineRow top = look().rows().getFirst();
        assertEquals(true, top.has(Note.Edited.class));
        assertEquals(Evidence.AMBIGUOUS, top.evidence());
        assertEquals(
                List.of(List.of(Place.JOURNAL), List.of(Place.WORKING_TREE)),
                top.candidates().stream()
                        .map(each ->
                                each.foundAt().stream().map(Provenance::place).toList())
                        .toList());
    }

    @Test
    void aFileRunAnewAfterAnEditIsNoEdit() {
        migration(3, "alpha", "first");
        apply(3);
        look();
        migration(3, "alpha", "second");
        apply(2);
        apply(3);
        Timeline timeline = look();
        assertEquals(new Verdict.InSync(Version.of(3)), timeline.verdict());
        assertEquals(Evidence.FOUND, timeline.rows().getFirst().evidence());
    }

    @Test
    void aBetterDownScriptForTheSameUpIsTaken() throws Exception {
        migration(3, "alpha", "");
        apply(3);
        look();
        repository.write("db/000003_alpha.down.sql", "DROP TABLE IF EXISTS alpha;\n");
        try (OpenWorkspace open = open()) {
            TimelineRow top = open.inspect().timelines().getFirst().rows().getFirst();
            assertEquals(1, top.candidates().size());
            assertEquals(
                    "DROP TABLE IF EXISTS alpha;\n",
                    new String(open.read(Objects.requireNonNull(top.migration().down())), StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatTheDatabaseDoesNotHaveIsNotTakenForSeen() {
        repository.branch("feature/alpha");
        migration(3, "alpha", "");
        migration(4, "late", "");
        repository.commit("Alpha").checkout("main");
        migration(3, "mine", "");
        apply(4);
        look();
        delete(3, "mine");
        assertEquals(
                List.of("late", "alpha", "posts", "users"),
                look().rows().stream().map(row -> row.migration().name()).toList());
        assertEquals(List.of(), places(Place.JOURNAL));
    }

    @Test
    void whatIsOnDiskAnywayIsNotSaidTwice() {
        look();
        assertEquals(List.of(), places(Place.JOURNAL));
    }

    @Test
    void aJournalThatCannotBeWrittenSpoilsNothingAndIsSaid() throws Exception {
        Files.createDirectories(folder.resolve("journal"));
        Files.writeString(folder.resolve("journal/sightings"), "a file where a folder should be");
        try (OpenWorkspace open = open()) {
            assertEquals(
                    new Verdict.InSync(Version.of(2)),
                    open.inspect().timelines().getFirst().verdict());
            dev.backstep.fixture.Await.until(
                    "the failure is said", () -> !open.inspect().warnings().isEmpty());
            Inspection again = open.inspect();
            assertEquals(
                    new Verdict.InSync(Version.of(2)),
                    again.timelines().getFirst().verdict());
            assertTrue(
                    again.warnings()
                            .getFirst()
                            .startsWith(
                                    "What Backstep sees could not be kept in " + folder.resolve("journal/sightings")),
                    again.warnings().toString());
        }
    }

    @Test
    void scriptsInTheIndexTheReflogAndLostCommitsAreFound() {
        migration(3, "alpha", "");
        repository.git("add", "--all");
        delete(3, "alpha");
        apply(3);
        assertEquals(List.of("3 INDEX main"), top());
        repository.git("reset", "--quiet");
        assertEquals(List.of(), top());
        migration(3, "alpha", "");
        repository.commit("Alpha").git("reset", "--quiet", "--hard", "HEAD~1");
        assertEquals(List.of("3 REFLOG main"), top());
        repository.git("reflog", "expire", "--expire=now", "--all");
        assertEquals(1, top().size());
        assertTrue(top().getFirst().startsWith("3 UNREACHABLE "), top().toString());
        repository.git("gc", "--quiet", "--prune=now");
        assertEquals(List.of(), top());
    }

    private List<String> top() {
        return look().rows().getFirst().candidates().stream()
                .flatMap(each -> each.foundAt().stream()
                        .map(place -> each.migration().version() + " " + place.place() + " " + place.name()))
                .toList();
    }

    private List<String> places(Place kind) {
        return look().rows().stream()
                .flatMap(row -> row.candidates().stream())
                .flatMap(each -> each.foundAt().stream())
                .filter(place -> place.place() == kind)
                .map(PlaceText::name)
                .toList();
    }

    private void apply(int version) {
        postgres.execute("BEGIN; TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES (" + version
                + ", false); COMMIT");
    }

    private void migration(int version, String name, String comment) {
        String up = "CREATE TABLE " + name + " ();\n" + (comment.isEmpty() ? "" : "-- " + comment + "\n");
        repository.write(file(version, name, "up"), up);
        repository.write(file(version, name, "down"), "DROP TABLE " + name + ";\n");
    }

    private void delete(int version, String name) {
        repository.delete(file(version, name, "up")).delete(file(version, name, "down"));
    }

    private static String file(int version, String name, String direction) {
        return "db/%06d_%s.%s.sql".formatted(version, name, direction);
    }

    private Timeline look() {
        try (OpenWorkspace open = open()) {
            return open.inspect().timelines().getFirst();
        }
    }

    private OpenWorkspace open() {
        return new OpenWorkspace(
                new Workspace(postgres.settings(), repository.root().toString(), List.of()),
                null,
                MigrationTools.all(),
                new Journal(folder.resolve("journal")));
    }
}
