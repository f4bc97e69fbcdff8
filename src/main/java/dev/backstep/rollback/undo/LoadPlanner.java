package dev.backstep.rollback.undo;

import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Migration;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Finding.Met;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.saved.Manifest;
import dev.backstep.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans loading rows that a reset or a repair saved, once the migration tool has made their tables again. Nothing else is run,
 * and the history stays as it is.
 */
public final class LoadPlanner {

    private LoadPlanner() {}

    /**
     * Looks which of the saved tables are there again; only reads.
     *
     * @throws BackstepException when the database is another or dirty, when none of the tables is there, and when what was
     *     saved is gone or was changed
     */
    public static Plan plan(Connection connection, UndoRecord kept, DatabaseIdentity database, History history)
            throws BackstepException, SQLException {
        UndoPlanner.check(kept, database, history);
        List<String> loads = new ArrayList<>();
        List<String> besides = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Sql sql = new Sql(connection);
        try (Source source = Source.open(sql, kept.saved())) {
            if (source == null) {
                throw new BackstepException("undo.noRecord", null, kept.id());
            }
            for (Manifest.Entry entry : source.manifest().parts()) {
                if (entry.rows() == 0) {
                    continue;
                }
                String words = Text.of("undo.load.table", entry.part().table().toString(), entry.rows());
                String obstacle =
                        PartLoader.obstacle(Target.of(sql, entry.part().table()), entry.part());
                if (obstacle != null) {
                    left.add(Text.of("undo.load.left", words, obstacle));
                } else if (PartLoader.isEmpty(sql, entry.part().table())) {
                    loads.add(words);
                } else {
                    besides.add(words);
                }
            }
        }
        if (loads.isEmpty() && besides.isEmpty() && !left.isEmpty()) {
            throw new BackstepException("undo.noTables", null, history.table().tool());
        }
        return plan(database, history, loads, besides, left);
    }

    private static Plan plan(
            DatabaseIdentity database, History history, List<String> loads, List<String> besides, List<String> left) {
        List<Finding> findings = new ArrayList<>();
        add(findings, Met.Kind.LOADS, loads);
        add(findings, Met.Kind.LOADS_BESIDE, besides);
        add(findings, Met.Kind.LEFT_OUT, left);
        Version at = history.current();
        Migration rows = new Migration(at == null ? Version.of(0) : at, Text.of("undo.load.step"), null, null);
        Step step = new Step(rows, "", null, at, List.of(), findings, List.of());
        return Plan.of(Plan.Purpose.LOAD, database, history, at, List.of(step));
    }

    private static void add(List<Finding> findings, Met.Kind kind, List<String> tables) {
        if (!tables.isEmpty()) {
            findings.add(new Met(kind, tables));
        }
    }
}
