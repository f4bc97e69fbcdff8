package dev.backstep.tool.botpress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.backstep.fixture.ToolBench;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.Marker;
import dev.backstep.model.Script.Trait;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.release.Answer;
import dev.backstep.release.ReleaseMatrix;
import dev.backstep.release.StartRules;
import dev.backstep.release.TrackAnswer;
import dev.backstep.release.export.ReleaseText;
import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On databases and files as botpress/messaging 1.2.18 makes them. */
class BotpressTest {

    private static final String FOLDER = "packages/server/src/migrations/";

    @TempDir
    Path folder;

    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(folder);
        migration("1.1.0-user-tokens.ts", "1.1.0", "UserTokensMigration", "UserTokensMigration.name");
        bench.repository.commit("1.1.0").tag("v1.1.3");
        migration("1.1.5-b-move.ts", "1.1.5", "MoveMigration", "`B-${MoveMigration.name}`");
        migration("1.1.5-a-provisions.ts", "1.1.5", "ProvisionsMigration", "`A-${ProvisionsMigration.name}`");
        bench.repository.commit("1.1.5").tag("v1.2.0").tag("v1.2.3");
        migration("1.1.8-user-data.ts", "1.2.8", "UserDataMigration", "UserDataMigration.name");
        bench.repository.commit("1.2.8").tag("v1.2.18");
        bench.postgres.execute("CREATE TABLE msg_meta (time timestamptz PRIMARY KEY, data jsonb)");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theNewestRowCountsAndAllUpToThereIsAppliedByWhatTheClassSaysNotTheFilesName() throws Exception {
        recorded("1.1.0", "1.2.3");
        Timeline timeline = bench.timeline();
        assertEquals(
                List.of(
                        "1.2.8 UserDataMigration UserDataMigration CHECKOUT FOUND",
                        "1.1.5 B-MoveMigration B-MoveMigration BOTH FOUND",
                        "1.1.5 A-ProvisionsMigration A-ProvisionsMigration BOTH FOUND",
                        "1.1.0 UserTokensMigration UserTokensMigration BOTH FOUND"),
                ToolBench.rows(timeline));
        assertEquals(new Verdict.Behind(1, new Version("1.2.3")), timeline.verdict());
        TimelineRow top = timeline.rows().getFirst();
        assertEquals("1.2.8", top.version().shown());
        assertEquals(
                "async down() {\n    await this.trx.schema.dropTable('t}')\n  }",
                bench.text(Objects.requireNonNull(top.migration().down())));
        assertEquals(
                Set.of(Trait.PROGRAM),
                Objects.requireNonNull(top.migration().up()).traits());
    }

    @Test
    void anOlderCheckoutIsBehindOnlyWhereAMigrationLiesBetween() throws Exception {
        recorded("1.2.18");
        bench.repository.checkout("v1.2.3");
        Timeline timeline = bench.timeline();
        assertEquals(new Verdict.Ahead(1, Version.named("1.1.5", "B-MoveMigration")), timeline.verdict());
        recorded("1.2.0");
        assertEquals(new Verdict.InSync(new Version("1.2.0")), bench.timeline().verdict());
    }

    @Test
    void onlyTheRecordedVersionDiffersIsToldApartFromMigrationsToUndo() throws Exception {
        recorded("1.2.3");
        Answer recordedOnly = answer("v1.2.0");
        TrackAnswer track = recordedOnly.tracks().getFirst();
        assertEquals(TrackAnswer.Verdict.REFUSES, track.verdict());
        assertEquals(
                "Invalid migration parameters: up migration cannot target a version (1.2.0) lower than the current"
                        + " server version (1.2.3)",
                track.error());
        assertEquals(
                "No migration lies between 1.2.3 and 1.2.0: only the recorded version differs, and the newer build records"
                        + " the older one with: migrate down --target 1.2.0.",
                ReleaseText.why(recordedOnly));
        assertEquals(
                "These 2 were applied by a newer build, which must undo them: migrate down --target 1.1.3.",
                ReleaseText.why(answer("v1.1.3")));
        assertEquals(
                "It has no migration to apply and records its own version, 1.2.3.", ReleaseText.why(answer("v1.2.3")));
        assertEquals(
                "It applies 1 pending migration when it is started with --auto-migrate, and does not start without.",
                ReleaseText.why(answer("v1.2.18")));
    }

    @Test
    void aPlanSaysTheCommandThatUndoesItAndThatOneVersionGoesAsAWhole() throws Exception {
        recorded("1.2.18");
        Plan plan = bench.plan("1.1.0 UserTokensMigration");
        assertFalse(plan.runnable());
        assertEquals(
                List.of(
                        new Finding.Program(List.of("migrate", "down", "--target", "1.1.0")),
                        new Finding.Program(List.of("migrate", "down", "--target", "1.1.0")),
                        new Finding.Program(List.of("migrate", "down", "--target", "1.1.0"))),
                programs(plan));
        assertEquals(
                "The migration is undone by a program, which Backstep does not run. The build that has the migration undoes"
                        + " everything in this plan with: migrate down --target 1.1.0",
                FindingText.of(programs(plan).getFirst(), null).sentence());
        assertEquals(
                List.of(new Finding.Program(List.of()), new Finding.Program(List.of())),
                programs(bench.plan("1.1.5 A-ProvisionsMigration")));
        assertEquals(
                new Finding.Program(List.of("migrate", "down", "--target", "0.0.0")),
                programs(bench.plan(null)).getFirst());
    }

    @Test
    void withoutARowNothingIsAppliedAndARowThatIsNoneIsNotGuessed() throws Exception {
        assertEquals(new Verdict.Behind(4, null), bench.timeline().verdict());
        bench.postgres.execute("INSERT INTO msg_meta VALUES (now(), '{\"version\": 7}')");
        assertEquals(
                "The newest row of public.msg_meta has no version that can be read, so it is not known which migrations are"
                        + " applied. botpress writes \"version\" there, such as \"1.2.3\"; look at that row.",
                assertInstanceOf(
                                Verdict.UnreadableHistory.class,
                                bench.timeline().verdict())
                        .reason());
    }

    private static List<Finding> programs(Plan plan) {
        return plan.steps().stream()
                .flatMap(step -> step.findings().stream())
                .filter(Finding.Program.class::isInstance)
                .toList();
    }

    private Answer answer(String tag) {
        Inspection inspection = bench.inspect();
        return ReleaseMatrix.of(
                        inspection.timelines(),
                        inspection.releases(),
                        StartRules.USUAL,
                        Set.of(),
                        (_, _) -> Marker.COMPATIBLE)
                .answer(tag)
                .orElseThrow();
    }

    private void recorded(String... versions) {
        for (String version : versions) {
            bench.postgres.execute(
                    "INSERT INTO msg_meta VALUES (clock_timestamp(), '{\"version\":\"" + version + "\"}')");
        }
    }

    private void migration(String file, String version, String name, String named) {
        bench.repository.write(FOLDER + file, """
                import { Migration } from '@botpress/messaging-engine'

                export class %2$s extends Migration {
                  meta = {
                    name: %3$s,
                    description: 'Says, what it does',
                    version: '%1$s'
                  }

                  async valid() {
                    return true
                  }

                  async up() {
                    await this.trx.schema.createTable('t%2$s', (table) => {
                      table.uuid('id').primary()
                    })
                  }

                  async down() {
                    await this.trx.schema.dropTable('t}')
                  }
                }
                """.formatted(version, name, named));
    }
}
