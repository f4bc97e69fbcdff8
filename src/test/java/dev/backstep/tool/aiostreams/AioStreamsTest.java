package dev.backstep.tool.aiostreams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.analysis.Analyst;
import dev.backstep.analysis.MarkerText;
import dev.backstep.analysis.RowMarker;
import dev.backstep.analysis.Source;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.fixture.ToolBench;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.Marker;
import dev.backstep.model.Script;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.release.ReleaseMatrix;
import dev.backstep.release.StartRules;
import dev.backstep.release.TrackAnswer;
import dev.backstep.text.RowText;
import dev.backstep.text.VerdictText;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On databases and files as AIOStreams 861ee6b3 makes them. */
class AioStreamsTest {

    private static final String TABLE = "CREATE TABLE IF NOT EXISTS _migrations (id INTEGER PRIMARY KEY,"
            + " name TEXT NOT NULL, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);";
    private static final String FOLDER = "packages/core/src/db/migrations/";

    @TempDir
    Path folder;

    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(folder);
        migration(1, "baseline", "CREATE TABLE IF NOT EXISTS users (uuid TEXT PRIMARY KEY);", "");
        migration(2, "settings", "CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY);", "");
        bench.repository.commit("Two").tag("v2.30.0");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void rowsAndFilesAreReadAndGapsArePending() throws Exception {
        migration(3, "profiles", "ALTER TABLE users ADD COLUMN IF NOT EXISTS profile TEXT;", "");
        bench.repository.commit("Three");
        applied("(1, 'baseline')", "(3, 'profiles')");
        Timeline timeline = bench.timeline();
        assertEquals(
                List.of("3 profiles BOTH FOUND", "2 settings CHECKOUT FOUND", "1 baseline BOTH FOUND"),
                ToolBench.rows(timeline));
        assertEquals(new Verdict.Behind(1, Version.of(3)), timeline.verdict());
        assertEquals(
                "\n      ALTER TABLE users ADD COLUMN IF NOT EXISTS profile TEXT;\n    ",
                bench.text(Objects.requireNonNull(
                        timeline.rows().getFirst().migration().up())));
    }

    @Test
    void itKeepsNoDownScriptsSoThatNoneIsMissing() {
        applied("(1, 'baseline')", "(2, 'settings')", "(3, 'gone')");
        Timeline timeline = bench.timeline();
        assertEquals(
                "They last met at 2 settings. AIOStreams keeps no down scripts, so none is missing. For a rollback"
                        + " Backstep offers to generate them from the up scripts, where that can be done.",
                VerdictText.detail(timeline));
        assertEquals("none kept", RowText.downScript(timeline.rows().getFirst()));
    }

    @Test
    void theFilesIdAndNameCountNotTheFilesName() {
        bench.repository
                .write(FOLDER + "0009_wrong.ts", file(3, "right", "SELECT 1;", ""))
                .commit("Three");
        applied("(1, 'baseline')", "(2, 'settings')");
        assertEquals("3 right CHECKOUT FOUND", ToolBench.rows(bench.timeline()).getFirst());
    }

    @Test
    void whatOnlyTheProgramKnowsIsSaidAndNotRead() {
        migration(3, "odd", "ALTER TABLE ${table()} ADD COLUMN a TEXT;", "");
        bench.repository.write(
                FOLDER + "0004_even.ts", "const T = 'users';\n" + file(4, "even", "DROP TABLE ${T};", ""));
        bench.repository.commit("Two more");
        applied("(1, 'baseline')", "(2, 'settings')");
        Timeline timeline = bench.timeline();
        Script even = Objects.requireNonNull(timeline.rows().get(0).migration().up());
        Script odd = Objects.requireNonNull(timeline.rows().get(1).migration().up());
        assertEquals(Set.of(), even.traits());
        assertEquals("\n      DROP TABLE users;\n    ", bench.text(even));
        assertEquals(Set.of(Script.Trait.PLACEHOLDERS), odd.traits());
        RowMarker mark = mark(timeline, 1);
        assertEquals(Marker.UNKNOWN, mark.marker());
        assertEquals(
                "The up script has parts that only its tool knows when it runs (a dollar sign and braces), so nothing"
                        + " says what it does to older builds.",
                MarkerText.reason(mark, timeline.rows().get(1).migration()));
    }

    @Test
    void theRowsFlagComesBeforeTheFilesAndTheHeaderAndContradictionsAreFlagged() {
        migration(3, "a", "ALTER TABLE users ADD COLUMN a TEXT;", "backwardCompatible: true,");
        migration(4, "b", "ALTER TABLE users DROP COLUMN a;", "backwardCompatible: true,");
        migration(5, "c", "-- backstep: breaking\n ALTER TABLE users ADD COLUMN c TEXT;", "");
        migration(6, "d", "ALTER TABLE users ADD COLUMN d TEXT;", "backwardCompatible: true,");
        bench.repository.commit("Four more");
        bench.postgres.execute(TABLE + "ALTER TABLE _migrations ADD COLUMN backward_compatible boolean;"
                + "INSERT INTO _migrations (id, name, backward_compatible) VALUES (1, 'baseline', NULL),"
                + " (2, 'settings', NULL), (3, 'a', true), (4, 'b', true), (5, 'c', true), (6, 'd', false)");
        Timeline timeline = bench.timeline();
        assertEquals(
                "compatible as its author declares in one place; another place says otherwise",
                MarkerText.known(mark(timeline, 0)));
        assertEquals(
                "What is declared does not agree. Its row in the history table is not marked as compatible, and older"
                        + " builds go by the row. Its file declares it compatible for older builds.",
                MarkerText.reason(mark(timeline, 0), timeline.rows().get(0).migration()));
        assertEquals(Source.DECLARED, mark(timeline, 1).reading().contradictedBy());
        assertEquals(Source.READ, mark(timeline, 2).reading().contradictedBy());
        assertEquals("compatible, declared by its author", MarkerText.known(mark(timeline, 3)));
        assertEquals(Source.READ, mark(timeline, 4).source());
    }

    @Test
    void anOlderReleaseStartsOnlyOverRowsThatAreMarkedAndElseSaysItsOwnWords() {
        migration(3, "a", "ALTER TABLE users ADD COLUMN a TEXT;", "backwardCompatible: true,");
        bench.repository.commit("Three").tag("v2.31.0");
        applied("(1, 'baseline')", "(2, 'settings')", "(3, 'a')");
        TrackAnswer refused = answer("v2.30.0");
        assertEquals(TrackAnswer.Verdict.REFUSES, refused.verdict());
        assertEquals(
                "Database is at migration 3 but this build only knows up to 2. Upgrade the application or roll back the"
                        + " database.",
                refused.error());
        assertEquals(TrackAnswer.Verdict.RUNS, answer("v2.31.0").verdict());
        bench.postgres.execute("ALTER TABLE _migrations ADD COLUMN \"backwardCompatible\" boolean;"
                + "UPDATE _migrations SET \"backwardCompatible\" = true WHERE id = 3");
        assertEquals(TrackAnswer.Verdict.RUNS, answer("v2.30.0").verdict());
        assertNull(answer("v2.30.0").error());
    }

    @Test
    void itsTableIsLockedNeverAlteredAndAnothersIsNotTaken() throws Exception {
        applied("(1, 'baseline')");
        String before = bench.postgres.value("SELECT string_agg(xmin || ' ' || id, ',') FROM _migrations");
        assertEquals(new Verdict.Behind(1, Version.of(1)), bench.timeline().verdict());
        assertEquals(before, bench.postgres.value("SELECT string_agg(xmin || ' ' || id, ',') FROM _migrations"));
        assertEquals(4704378504962721618L, AioStreams.LOCK);
        bench.postgres.execute("ALTER TABLE _migrations RENAME TO others");
        assertEquals(
                List.of(),
                assertInstanceOf(Inspection.Connected.class, bench.inspect().database())
                        .tables());
    }

    private TrackAnswer answer(String tag) {
        Inspection inspection = bench.inspect();
        ReleaseMatrix matrix = ReleaseMatrix.of(
                inspection.timelines(),
                inspection.releases(),
                StartRules.USUAL,
                Set.of(),
                (track, row) -> Marker.COMPATIBLE);
        TrackAnswer answer = matrix.answer(tag).orElseThrow().tracks().getFirst();
        assertTrue(answer.standing().duplicates().isEmpty());
        return answer;
    }

    private RowMarker mark(Timeline timeline, int row) {
        TrackAnalysis analysis = new Analyst(bench::read).reading(true).apply(timeline);
        TimelineRow shown = timeline.rows().get(row);
        return Objects.requireNonNull(analysis.mark(shown));
    }

    private void migration(int id, String name, String postgres, String flag) {
        bench.repository.write(FOLDER + "%04d_%s.ts".formatted(id, name), file(id, name, postgres, flag));
    }

    private static String file(int id, String name, String postgres, String flag) {
        return """
                import type { Migration } from './types.js';

                /** What's new: `up` only. */
                export const %2$s: Migration = {
                  id: %1$d,
                  name: '%2$s',
                  %4$s
                  up: {
                    sqlite: `
                      SELECT 'sqlite';
                    `,
                    postgres: `
                      %3$s
                    `,
                  },
                };
                """.formatted(id, name, postgres, flag);
    }

    private void applied(String... rows) {
        bench.postgres.execute(TABLE + "CREATE TABLE users (uuid TEXT PRIMARY KEY);"
                + "INSERT INTO _migrations (id, name) VALUES " + String.join(", ", rows));
    }
}
