package dev.backstep.rollback.sqlite;

import dev.backstep.database.sqlite.SqliteCatalog;
import dev.backstep.database.sqlite.SqliteSession;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.rehearsal.Expected;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.tool.MigrationTool;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs a plan's steps in a transaction that is open, and looks at what they left before anybody commits it. */
final class Undoing {

    private final SqliteSession session;
    private final MigrationTool tool;
    private final Plan plan;
    private final Listener listener;

    Undoing(SqliteSession session, MigrationTool tool, Plan plan, Listener listener) {
        this.session = session;
        this.tool = tool;
        this.plan = plan;
        this.listener = listener;
    }

    /** Hears the steps; indexes count from 0. */
    interface Listener {
        void started(int step) throws IOException;

        void finished(int step) throws IOException;
    }

    /**
     * Runs all steps.
     *
     * @param expected what they are to leave
     * @throws SQLException when a statement fails; the transaction is then to be rolled back, as after every other throw
     * @throws BackstepException when what they left is not what they should
     */
    Rehearsal.Reached run(Expected expected) throws SQLException, BackstepException, IOException {
        String table = plan.history().table().name();
        Connection connection = session.connection();
        CatalogSnapshot before = SqliteCatalog.read(connection, table);
        int loose = looseReferences(connection);
        History history = plan.history();
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            listener.started(i);
            for (String text : step.statements()) {
                session.send(text);
            }
            for (String text : tool.recording(history, step.migration(), step.leavesAt())) {
                session.send(text);
            }
            history = step.after(history);
            listener.finished(i);
        }
        if (!tool.read(connection, plan.history().table()).equals(history)) {
            throw new BackstepException("sqlite.run.history", null, table);
        }
        if (looseReferences(connection) > loose) {
            throw new BackstepException("sqlite.run.references", null);
        }
        return expected.compare(before, SqliteCatalog.read(connection, table));
    }

    /** Stops where the steps left something else than a fresh file at the target has. */
    static void require(Rehearsal.Reached reached) throws BackstepException {
        if (reached.uncompared() == null && !reached.left().isEmpty()) {
            String things = String.join(
                    ", ",
                    reached.left().entries().stream()
                            .map(entry -> entry.id().toString())
                            .toList());
            throw new BackstepException("sqlite.run.differs", null, things);
        }
    }

    /** Rows that refer to none; SQLite does not look at them unless it is told to. */
    private static int looseReferences(Connection connection) throws SQLException {
        int count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA foreign_key_check")) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }
}
