package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.RunAccount;
import dev.backstep.rollback.export.RunHtml;
import dev.backstep.rollback.export.RunJson;
import dev.backstep.rollback.export.RunMarkdown;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;

/** The formats that the report of a run can be exported in. */
enum ReportFormat {
    HTML("rollback.export.html", ".html"),
    MARKDOWN("rollback.export.markdown", ".md"),
    JSON("rollback.export.json", ".json");

    private final String key;
    private final String extension;

    ReportFormat(String key, String extension) {
        this.key = key;
        this.extension = extension;
    }

    String title() {
        return Text.of(key);
    }

    /** {@code report-orchard_dev-b3c941f0.html}. */
    String fileName(Plan plan) {
        return ExportFormat.fileName("report", plan, extension);
    }

    String write(RunAccount account) {
        return switch (this) {
            case HTML -> RunHtml.of(account);
            case MARKDOWN -> RunMarkdown.of(account);
            case JSON -> RunJson.of(account);
        };
    }
}
