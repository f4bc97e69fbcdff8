package dev.backstep.ui.rollback;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.export.PlanJson;
import dev.backstep.rollback.export.PlanMarkdown;
import dev.backstep.rollback.export.PlanSql;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.text.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The formats a plan can be exported in. */
enum ExportFormat {
    SQL("rollback.export.sql", ".sql"),
    MARKDOWN("rollback.export.markdown", ".md"),
    JSON("rollback.export.json", ".json");

    private final String key;
    private final String extension;

    ExportFormat(String key, String extension) {
        this.key = key;
        this.extension = extension;
    }

    String title() {
        return Text.of(key);
    }

    /** A blocked plan has no SQL, nor has one that loads saved rows: no script could do what it says. */
    boolean takes(Plan plan) {
        return this != SQL || (plan.runnable() && plan.purpose() != Plan.Purpose.LOAD);
    }

    /** {@code rollback-orchard_dev-b3c941f0.sql}: letters that every file system takes. */
    String fileName(Plan plan) {
        return fileName("rollback", plan, extension);
    }

    static String fileName(String what, Plan plan, String extension) {
        String database = plan.database().database().replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        String start = database.substring(0, Math.min(database.length(), 60));
        return what + "-" + start + "-" + plan.fingerprint().hex().substring(0, 8) + extension;
    }

    /** @param rehearsed the last rehearsal of this very plan; null where there was none */
    String write(Plan plan, Impact impact, @Nullable Rehearsed rehearsed, Instant madeAt) throws BackstepException {
        return switch (this) {
            case SQL -> PlanSql.of(plan, impact, madeAt);
            case MARKDOWN -> PlanMarkdown.of(plan, impact, rehearsed, madeAt);
            case JSON -> PlanJson.of(plan, impact, rehearsed, madeAt);
        };
    }
}
