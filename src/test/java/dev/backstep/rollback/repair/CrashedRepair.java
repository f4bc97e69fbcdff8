package dev.backstep.rollback.repair;

import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.fixture.NoProgress;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.History;
import dev.backstep.model.Migration;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.LiveSchema;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A Backstep of its own that goes a way out of a dirty mark, or resets; says when it begins, and how it ended. */
final class CrashedRepair {

    private static final CatalogDifference NOTHING = new CatalogDifference(List.of());

    private final RepairCrashScene scene;
    private final OpenWorkspace open;
    private final Journal journal;

    private CrashedRepair(RepairCrashScene scene, OpenWorkspace open, Journal journal) {
        this.scene = scene;
        this.open = open;
        this.journal = journal;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[2]);
        ConnectionSettings settings = new ConnectionSettings(
                "localhost", Integer.parseInt(arguments[0]), arguments[1], "postgres", "disable", null, null);
        Workspace workspace =
                new Workspace(settings, folder.resolve("repository").toString(), List.of());
        Journal journal = new Journal(folder);
        try (OpenWorkspace open = new OpenWorkspace(workspace, null, MigrationTools.all(), journal)) {
            Timeline timeline = open.inspect().timelines().getFirst();
            CrashedRepair crashed = new CrashedRepair(RepairCrashScene.valueOf(arguments[3]), open, journal);
            crashed.run(timeline, saves(folder, arguments[1]));
        }
        System.exit(0);
    }

    /** Where a reset of this database saves what it takes. */
    static Path saves(Path folder, String database) {
        return folder.resolve("saves").resolve(database);
    }

    private void run(Timeline timeline, Path saves) throws Exception {
        if (scene == RepairCrashScene.RESET) {
            // The repository has no scripts, so nothing is replayed and no server started.
            ReplayDesk replays = new LiveReplayDesk(saves, saves, ReplayLimits.DEFAULT);
            Plan plan = new ResetPlanner(open.database(), open, replays, List.of(timeline)).plan(ReplayProgress.none());
            run(plan, Precaution.NONE, new SaveChoice.ToFolder(saves, false));
        } else {
            LiveSchema live = open.liveSchema();
            RepairWay way = way(Objects.requireNonNull(timeline.history()), live);
            run(way.plan(), new RepairGuard(way, live.scope()), new SaveChoice.Nothing());
        }
    }

    private void run(Plan plan, Precaution precaution, SaveChoice save) throws BackstepException {
        LiveRollbackDesk desk = LiveRollbackDesk.of(open.database(), open, (_, _, _, _) -> plan, journal, precaution);
        System.out.println("begins");
        System.out.println(desk.run(plan, save, RunLimits.DEFAULT, new NoProgress())
                .outcome()
                .toString()
                .replace('\n', ' '));
    }

    private RepairWay way(History history, LiveSchema live) throws Exception {
        RepairPlans plans =
                new RepairPlans(open.database().read(open.database()::identity), history, live.catalogs(), List.of());
        Version target = Version.of(scene.target());
        if (scene == RepairCrashScene.MARK_CLEAN) {
            Migration two = new Migration(Version.of(2), "two", null, null);
            return plans.clean(two, target, List.of(), live.catalogs());
        }
        boolean up = scene != RepairCrashScene.FINISH_BACKWARD;
        Migration migration = new Migration(up ? target : Version.of(3), "of which a part is there", null, null);
        List<String> statements =
                Stream.concat(scene.there().stream(), scene.rest().stream()).toList();
        Attempt attempt = new Attempt(migration, up, Version.of(up ? 1 : 3), target, statements);
        Walk walk = new Walk(attempt, List.of(live.catalogs(), end(live)), null);
        return plans.rest(walk, scene.there().size(), NOTHING, List.of(), null);
    }

    /** The catalogs that the rest leads to, seen in a transaction that is rolled back. */
    private CatalogSnapshot end(LiveSchema live) throws Exception {
        try (Connection connection = open.database().connectForRun();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            for (String each : scene.rest()) {
                statement.execute(each.replace("CONCURRENTLY ", ""));
            }
            CatalogSnapshot end = CatalogReader.read(connection, live.scope());
            statement.execute("ROLLBACK");
            return end;
        }
    }
}
