package dev.backstep.rollback.sqlite;

import static dev.backstep.sql.sqlite.SqliteText.quoted;

import dev.backstep.rollback.impact.Amount;
import dev.backstep.rollback.impact.Measure;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Step;
import dev.backstep.sql.rules.Loss;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what a step would take from a SQLite file. */
final class FileImpact {

    private final Connection connection;

    FileImpact(Connection connection) {
        this.connection = connection;
    }

    StepImpact of(Step step) throws SQLException {
        Map<Finding, Measure> measures = new HashMap<>();
        for (Finding finding : step.findings()) {
            if (finding instanceof Finding.LosesData loss) {
                Measure measure = of(loss);
                if (measure != null) {
                    measures.put(finding, measure);
                }
            }
        }
        return new StepImpact(measures, List.of());
    }

    private @Nullable Measure of(Finding.LosesData loss) throws SQLException {
        String table = loss.live().owner().name();
        if (!isThere(table)) {
            return loss.fresh() ? null : new Measure.NotThere();
        }
        long rows = count("SELECT count(*) FROM " + quoted(table));
        if (loss.kind() == Loss.Kind.TABLE) {
            return new Measure.Rows(new Amount(rows, false), null, false, List.of());
        }
        if (loss.kind() != Loss.Kind.COLUMN) {
            return new Measure.Uncountable();
        }
        // A name that is no column would be taken for a text, and every row for one that holds it.
        String column = loss.live().part();
        if (count("SELECT count(*) FROM pragma_table_xinfo(" + literal(table) + ") WHERE name = " + literal(column))
                == 0) {
            return new Measure.NotThere();
        }
        long held = count("SELECT count(" + quoted(column) + ") FROM " + quoted(table));
        return new Measure.Values(new Amount(held, false), new Amount(rows, false), null, false, false);
    }

    private boolean isThere(String table) throws SQLException {
        return count("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = " + literal(table)) > 0;
    }

    private long count(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
