package dev.backstep.sql.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.Version;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.ReplayStep;
import dev.backstep.sql.rules.Examples.Example;
import dev.backstep.sql.rules.Reversal.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every example as a down script, run by the throwaway role as a replay runs it: where its reading says that it leaves the
 * schema as it was, the server must find no difference, and where it does not, some.
 */
class DownScriptsOnServerTest {

    private static final KnownSchema BEFORE =
            ScriptAnalysis.read(Examples.SCHEMA, KnownSchema.empty()).after();
    /** These tell of rows. */
    private static final Set<Kind> ASIDE = Set.of(Kind.DATA_LOST, Kind.MAY_FAIL, Kind.IDLE, Kind.BLANK, Kind.COMMENTS);

    @Test
    void theServerAgreesOnWhatADownScriptLeaves() throws Exception {
        List<String> disagreements = new ArrayList<>();
        try (ReplayDesk desk = new LiveReplayDesk(
                Path.of("target/replay"), Path.of("target/replay/postgresql"), ReplayLimits.DEFAULT)) {
            for (Example example : Examples.all()) {
                ReplayStep.Down down = down(desk, example);
                Reversal read = Reversal.of("SELECT 1", example.sql(), BEFORE);
                boolean same = read.findings().stream().allMatch(finding -> ASIDE.contains(finding.kind()));
                if (down.failure() != null) {
                    disagreements.add(example + " failed: " + down.failure().sentence());
                } else if (read.certain() && same != down.left().structure().isEmpty()) {
                    disagreements.add(example + " read " + read.findings() + ", seen "
                            + down.left().structure().entries());
                }
            }
        }
        assertEquals(List.of(), disagreements, () -> String.join("\n", disagreements));
    }

    private static ReplayStep.Down down(ReplayDesk desk, Example example) throws Exception {
        List<ReplayMigration> migrations = List.of(
                new ReplayMigration(Version.of(1), "schema", Examples.SCHEMA, null),
                new ReplayMigration(Version.of(2), "nothing", "SELECT 1", example.sql()));
        return Objects.requireNonNull(
                desk.observe(migrations, Version.of(2)::equals, CatalogScope.all(), ReplayProgress.none())
                        .steps()
                        .getFirst()
                        .down());
    }
}
