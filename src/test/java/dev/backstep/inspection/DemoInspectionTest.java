package dev.backstep.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.backstep.demo.Demo;
import dev.backstep.journal.Journal;
import dev.backstep.model.Timeline;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo shows what its picture shows. */
class DemoInspectionTest {

    @Test
    void theOrchardPartsAtChatRuntime(@TempDir Path folder) throws Exception {
        try (Demo demo = Demo.start(folder, step -> {});
                OpenWorkspace open = new OpenWorkspace(
                        demo.workspace(),
                        demo.password(),
                        MigrationTools.all(),
                        new Journal(folder.resolve("journal")))) {
            Inspection inspection = open.inspect();

            assertEquals(List.of(), inspection.warnings());
            assertInstanceOf(Inspection.Connected.class, inspection.database());
            assertEquals(
                    List.of("core", "search"),
                    inspection.timelines().stream().map(t -> t.track().name()).toList());
            Timeline core = inspection.timelines().getFirst();
            assertEquals(new Verdict.Diverged(3, 2, Version.of(445)), core.verdict());
            assertEquals(
                    List.of(
                            "448 alpha_cleanup DATABASE FOUND",
                            "447 alpha_indexes DATABASE AMBIGUOUS",
                            "446 alpha_feature DATABASE AMBIGUOUS",
                            "447 beta_backfill CHECKOUT FOUND",
                            "446 beta_table CHECKOUT FOUND",
                            "445 chat_runtime BOTH FOUND",
                            "444 user_secrets BOTH FOUND [v2.31.0]",
                            "443 drop_legacy_audit BOTH FOUND",
                            "442 task_prompts BOTH FOUND [v2.30.4]"),
                    words(core).subList(0, 9));
            assertEquals(450, core.rows().size());
            assertEquals(
                    new Verdict.InSync(Version.of(3)),
                    inspection.timelines().get(1).verdict());
        }
    }

    private static List<String> words(Timeline timeline) {
        return timeline.rows().stream()
                .map(row -> row.version() + " " + row.migration().name() + " " + row.lane() + " " + row.evidence()
                        + (row.releases().isEmpty() ? "" : " " + row.releases()))
                .toList();
    }
}
