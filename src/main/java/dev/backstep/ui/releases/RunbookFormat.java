package dev.backstep.ui.releases;

import dev.backstep.analysis.Analyst;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.release.Answer;
import dev.backstep.release.export.Runbook;
import dev.backstep.release.export.RunbookLosses;
import dev.backstep.release.export.RunbookSql;
import dev.backstep.text.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats a runbook can be written in. */
enum RunbookFormat {
    MARKDOWN("releases.export.markdown", ".md"),
    SHELL("releases.export.shell", ".sh"),
    SQL("releases.export.sql", ".sql");

    private final String key;
    private final String extension;

    RunbookFormat(String key, String extension) {
        this.key = key;
        this.extension = extension;
    }

    String title() {
        return Text.of(key);
    }

    /** {@code runbook-orchard_dev-v2.29.1.md}: letters that every file system takes. */
    String fileName(Answer answer, Inspection inspection) {
        String name = inspection.workspace().database().database() + "-"
                + answer.release().name();
        String safe = name.replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        return "runbook-" + safe.substring(0, Math.min(safe.length(), 80)) + extension;
    }

    /** The runbook; null when the release has nothing to be rolled back for. Blocks. */
    @Nullable
    String write(Answer answer, Inspection inspection, ScriptReader scripts, Instant now) throws BackstepException {
        if (answer.way() == null
                || !(inspection.database() instanceof Inspection.Connected connected)
                || !(inspection.checkout() instanceof Inspection.Read read)) {
            return null;
        }
        String root = read.root().toString();
        ConnectionSettings database = inspection.workspace().database();
        List<Timeline> timelines = inspection.timelines();
        RunbookLosses losses = new RunbookLosses(new Analyst(scripts).read(timelines));
        return switch (this) {
            case MARKDOWN -> Runbook.markdown(answer, timelines, database, root, losses);
            case SHELL -> Runbook.shell(answer, timelines, database, root, losses);
            case SQL ->
                new RunbookSql(connected.identity(), scripts, new Analyst(scripts).reading(timelines.size() == 1), now)
                        .of(answer, timelines);
        };
    }
}
