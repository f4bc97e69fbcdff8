package dev.backstep.rollback.preflight;

import dev.backstep.database.Activity;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
     * The checks, in this order: {@code history}, {@code scripts}, {@code transaction}, {@code server}, {@code rights},
     * {@code lock}, {@code tables}, {@code sessions}, {@code waits} where a step waits for every older transaction,
     * {@code prepared}, {@code replication}, {@code disk} where something is lost and its room is known, {@code pooler}.
     *
     * @throws BackstepException when the database cannot be reached
     */
    public static List<Check> check(Database database, MigrationTool tool, Plan plan) throws BackstepException {
        Preflight preflight = new Preflight(database, tool, plan);
        List<Check> checks = new ArrayList<>();
        checks.add(preflight.history());
        checks.add(Scripts.found(plan));
        checks.add(Scripts.transaction(plan));
        checks.addAll(database.read(preflight::live));
        checks.add(pooler(database));
        return List.copyOf(checks);
    }

    private List<Check> live(Connection connection) throws SQLException {
        List<Activity> activities = database.activities(connection);
        List<Check> checks = new ArrayList<>();
        checks.add(server(connection));
        checks.add(Rights.check(connection, plan, database.settings().user()));
        checks.add(lock(connection, activities));
        checks.add(Busy.check(connection, plan, database.ownPids()));
        checks.add(sessions(activities));
        if (!plan.oneTransaction()) {
            checks.add(waits(activities));
        }
        checks.add(Bystanders.prepared(connection));
        checks.add(Bystanders.replication(connection));
        Disk.check(connection, plan).ifPresent(checks::add);
        return checks;
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
        if (history.dirty() && !plan.migrates()) {
            return new Check("history", State.OK, Text.of("preflight.history.dirtyExpected", version), detail);
        }
        return history.dirty()
                ? new Check("history", State.STOPS, Text.of("preflight.history.dirty", version), detail)
                : new Check("history", State.OK, Text.of("preflight.history.ok", version), detail);
    }

    private Check lock(Connection connection, List<Activity> activities) throws SQLException {
        Map<Integer, Activity> byPid = activities.stream()
                .collect(Collectors.toMap(activity -> activity.session().pid(), Function.identity()));
        HistoryTable table = plan.history().table();
        List<AdvisoryLock> locks = tool.locks(connection, table);
        String detail = Text.of("preflight.lock.detail");
        List<Session> holders =
                Locks.holders(connection, locks.stream().map(AdvisoryLock::key).toList());
        if (!holders.isEmpty()) {
            String sentence = Text.of("preflight.lock.held", tool.name(), SessionText.of(holders, byPid));
            return new Check("lock", State.STOPS, sentence, detail);
        }
        List<Session> users = Locks.holders(connection, table.schema(), table.name());
        String free = locks.isEmpty() ? "preflight.lock.none" : "preflight.lock.ok";
        return users.isEmpty()
                ? new Check("lock", State.OK, Text.of(free, tool.name()), detail)
                : new Check(
                        "lock",
                        State.ASKS,
                        Text.of("preflight.lock.historyInUse", table.toString(), SessionText.of(users, byPid)),
                        detail);
    }

    static Check sessions(List<Activity> activities) {
        if (activities.isEmpty()) {
            return new Check("sessions", State.OK, Text.of("preflight.sessions.none"), "");
        }
        List<String> groups = activities.stream()
                .collect(Collectors.groupingBy(
                        activity -> SessionText.name(activity.session()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(SessionText::group)
                .toList();
        Set<Integer> blocking = activities.stream()
                .flatMap(activity -> activity.waitsFor().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        String blocked = blocking.isEmpty()
                ? ""
                : Text.of(
                        "preflight.sessions.blocking",
                        blocking.stream().map(pid -> Integer.toString(pid)).collect(Collectors.joining(", ")));
        return new Check(
                "sessions",
                State.ASKS,
                Text.of("preflight.sessions.others", activities.size(), SessionText.firstOf(groups), blocked),
                "");
    }

    /** What runs concurrently waits until every transaction has ended that may still see what was there before. */
    private static Check waits(List<Activity> activities) {
        List<String> open = activities.stream()
                .filter(activity -> activity.transaction() != null)
                .map(activity -> SessionText.of(activity.session(), activity.transaction()))
                .toList();
        return open.isEmpty()
                ? new Check("waits", State.OK, Text.of("preflight.waits.none"), "")
                : new Check("waits", State.ASKS, Text.of("preflight.waits", SessionText.firstOf(open)), "");
    }

    static Check pooler(Database database) throws BackstepException {
        return switch (database.pooler()) {
            case NONE -> new Check("pooler", State.OK, Text.of("preflight.pooler.none"), "");
            case PER_SESSION -> new Check("pooler", State.OK, Text.of("preflight.pooler.session"), "");
            case PER_TRANSACTION ->
                new Check(
                        "pooler",
                        State.STOPS,
                        Text.of("run.pooler", database.settings().server()),
                        "");
        };
    }

    /** What the plan writes into the history, on the way back and on the way forth. */
    private static List<String> privileges(MigrationTool tool, Plan plan) {
        Stream<String> back = plan.back() > 0 ? tool.privileges().stream() : Stream.empty();
        Stream<String> forth = plan.back() < plan.steps().size() ? tool.privilegesToApply().stream() : Stream.empty();
        return Stream.concat(back, forth).distinct().toList();
    }

    private Check server(Connection connection) throws SQLException {
        String problem = Writing.problem(
                connection, plan, privileges(tool, plan), database.settings().user());
        String detail = database.serverVersion(connection);
        return problem.isEmpty()
                ? new Check(
                        "server",
                        State.OK,
                        Text.of("preflight.server.ok", database.settings().user()),
                        detail)
                : new Check("server", State.STOPS, problem, detail);
    }
}
