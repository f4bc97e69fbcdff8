package dev.backstep.rollback.preflight;

import dev.backstep.database.Database;
import dev.backstep.database.Locks;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Session;
import dev.backstep.rollback.plan.Fingerprint;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check.State;
import dev.backstep.rollback.run.Changes;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTool.AdvisoryLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Looks live whether a plan could run now; only reads. The run itself checks again, under the locks. */
public final class Preflight {

    private final Database database;
    private final MigrationTool tool;
    private final Plan plan;

    private Preflight(Database database, MigrationTool tool, Plan plan) {
        this.database = database;
        this.tool = tool;
        this.plan = plan;
    }

    /**
     * The checks {@code history}, {@code scripts}, {@code transaction}, {@code lock}, {@code sessions} and
     * {@code server}, in this order.
     *
     * @throws BackstepException when the database cannot be reached
     */
    public static List<Check> check(Database database, MigrationTool tool, Plan plan) throws BackstepException {
        Preflight preflight = new Preflight(database, tool, plan);
        Check lock = database.read(preflight::lock);
        return List.of(
                preflight.history(),
                Scripts.found(plan),
                Scripts.transaction(plan),
                lock,
                database.read(preflight::sessions),
                database.read(preflight::server));
    }

    /** Whatever keeps the history from being read stands in the way as much as a history that changed. */
    private Check history() {
        try {
            return database.read(connection -> {
                DatabaseIdentity identity = database.identity(connection);
                return history(identity, tool.read(connection, plan.history().table()));
            });
        } catch (BackstepException e) {
            return new Check("history", State.STOPS, Text.of(e), "");
        }
    }

    private Check history(DatabaseIdentity identity, History history) {
        String detail = Text.of("preflight.justNow");
        if (!Fingerprint.of(plan, identity, history).equals(plan.fingerprint())) {
            String changes = String.join(" ", Changes.between(plan, identity, history));
            return new Check("history", State.STOPS, Text.of("preflight.history.changed", changes), detail);
        }
        String version = Changes.word(history.current());
        return history.dirty()
                ? new Check("history", State.STOPS, Text.of("preflight.history.dirty", version), detail)
                : new Check("history", State.OK, Text.of("preflight.history.ok", version), detail);
    }

    private Check lock(Connection connection) throws SQLException {
        HistoryTable table = plan.history().table();
        List<AdvisoryLock> locks = tool.locks(connection, table);
        String detail = Text.of("preflight.lock.detail");
        List<Session> holders =
                Locks.holders(connection, locks.stream().map(AdvisoryLock::key).toList());
        if (!holders.isEmpty()) {
            String sentence = Text.of("preflight.lock.held", tool.name(), names(holders));
            return new Check("lock", State.STOPS, sentence, detail);
        }
        List<Session> users = Locks.holders(connection, table.schema(), table.name());
        String free = locks.isEmpty() ? "preflight.lock.none" : "preflight.lock.ok";
        return users.isEmpty()
                ? new Check("lock", State.OK, Text.of(free, tool.name()), detail)
                : new Check(
                        "lock",
                        State.ASKS,
                        Text.of("preflight.lock.historyInUse", table.toString(), names(users)),
                        detail);
    }

    private Check sessions(Connection connection) throws SQLException {
        List<Session> sessions = database.sessions(connection);
        return sessions.isEmpty()
                ? new Check("sessions", State.OK, Text.of("preflight.sessions.none"), "")
                : new Check(
                        "sessions",
                        State.ASKS,
                        Text.of("preflight.sessions.others", sessions.size(), names(sessions)),
                        "");
    }

    private Check server(Connection connection) throws SQLException {
        String problem = Writing.problem(
                connection, plan, tool.privileges(), database.settings().user());
        String detail = database.serverVersion(connection);
        return problem.isEmpty()
                ? new Check(
                        "server",
                        State.OK,
                        Text.of("preflight.server.ok", database.settings().user()),
                        detail)
                : new Check("server", State.STOPS, problem, detail);
    }

    /** Each application once: {@code orchard-server (127.0.0.1), psql (local)}. */
    private static String names(List<Session> sessions) {
        return sessions.stream().map(Preflight::name).distinct().collect(Collectors.joining(", "));
    }

    private static String name(Session session) {
        String name = session.application().isEmpty() ? session.user() : session.application();
        return session.address().isEmpty() ? name : name + " (" + session.address() + ")";
    }
}
