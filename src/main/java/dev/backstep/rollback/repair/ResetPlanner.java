package dev.backstep.rollback.repair;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.HistoryEvidence;
import dev.backstep.replay.LiveSchema;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayFailure;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.Stage;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Finding.Met;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans the last resort: drop everything in the schemas that the tracks use, and empty their histories, in one transaction.
 * Extensions, with what is theirs, stay, and so do the history tables themselves.
 */
public final class ResetPlanner {

    /** Coder's record of what was applied is in a schema of its own. */
    private static final String RECORDS = "_develop";

    private static final Set<CatalogKind> NAMED = EnumSet.of(
            CatalogKind.TYPE,
            CatalogKind.DOMAIN,
            CatalogKind.SEQUENCE,
            CatalogKind.TABLE,
            CatalogKind.VIEW,
            CatalogKind.MATERIALIZED_VIEW,
            CatalogKind.FUNCTION);

    private final Database database;
    private final HistoryEvidence evidence;
    private final ReplayDesk replays;
    private final List<Timeline> timelines;

    /**
     * @param replays tells what the migrations make; stays its owner's to close
     * @param timelines all of the last inspection
     */
    public ResetPlanner(Database database, HistoryEvidence evidence, ReplayDesk replays, List<Timeline> timelines) {
        this.database = database;
        this.evidence = evidence;
        this.replays = replays;
        this.timelines = List.copyOf(timelines);
    }

    /** @throws BackstepException where there is no history, or the database cannot be reached */
    public Plan plan(ReplayProgress progress) throws BackstepException {
        List<History> histories = timelines.stream()
                .map(Timeline::history)
                .filter(Objects::nonNull)
                .toList();
        if (histories.isEmpty()) {
            throw new BackstepException("reset.noHistory", null);
        }
        DatabaseIdentity identity = database.read(database::identity);
        LiveSchema live = evidence.liveSchema();
        Made made = made(live, progress);
        Set<String> schemas = schemas(histories, made);
        return database.read(connection -> plan(connection, identity, histories, schemas, made, live));
    }

    /** What the migrations make; null with a reason where that is not known. */
    private record Made(@Nullable CatalogSnapshot catalog, String why) {}

    private Plan plan(
            Connection connection,
            DatabaseIdentity identity,
            List<History> histories,
            Set<String> schemas,
            Made made,
            LiveSchema live)
            throws SQLException {
        Set<HistoryTable> tables = histories.stream().map(History::table).collect(Collectors.toSet());
        Belongings belongings = Belongings.read(connection, schemas, tables);
        ResetScript script = new ResetScript(schemas, tables);
        for (History other : histories.subList(1, histories.size())) {
            MigrationTool tool = MigrationTools.named(other.table().tool());
            script.other(
                    other.table(),
                    tool.locks(connection, other.table()),
                    tool.expectation(other),
                    tool.recordingNothing(other));
        }
        script.drop(belongings.things());
        for (String schema : schemas) {
            if (goes(schema, made, tables)) {
                script.dropSchema(schema);
            }
        }
        History history = histories.getFirst();
        Step step = step(history, schemas, script.statements(), met(belongings, made, schemas, live));
        return Plan.of(Plan.Purpose.RESET, identity, history, null, List.of(step));
    }

    private static Step step(History history, Set<String> schemas, List<String> statements, List<Met> met) {
        String text = RepairPlans.text(statements);
        Effects effects = Effects.ofText(text);
        List<Finding> findings = new ArrayList<>(met);
        effects.findings().stream()
                .filter(finding -> !(finding instanceof Finding.Unread))
                .forEach(findings::add);
        Version at = history.current() == null ? Version.of(0) : history.current();
        Migration all = new Migration(at, Text.of("reset.step", String.join(", ", schemas)), null, null);
        return new Step(all, text, null, null, statements, findings, effects.drops());
    }

    /** A schema that a migration makes has to be gone before it is made again; those of the histories stay. */
    private static boolean goes(String schema, Made made, Set<HistoryTable> tables) {
        boolean holdsHistory = tables.stream().anyMatch(table -> table.schema().equals(schema));
        boolean isMade = made.catalog() != null
                && made.catalog().objects().keySet().stream()
                        .anyMatch(id ->
                                id.kind() == CatalogKind.SCHEMA && id.name().equals(schema));
        return !holdsHistory && !schema.equals("public") && (isMade || schema.equals(RECORDS));
    }

    private List<Met> met(Belongings belongings, Made made, Set<String> schemas, LiveSchema live) {
        List<Met> met = new ArrayList<>();
        CatalogSnapshot catalog = made.catalog();
        if (catalog == null) {
            met.add(new Met(Met.Kind.NOT_COMPARED, List.of(made.why())));
        } else {
            List<String> strangers = live.catalogs().objects().keySet().stream()
                    .filter(id -> NAMED.contains(id.kind()) && schemas.contains(id.schema()))
                    .filter(id -> !catalog.objects().containsKey(id))
                    .map(CatalogId::toString)
                    .toList();
            if (!strangers.isEmpty()) {
                met.add(new Met(Met.Kind.STRANGERS, strangers));
            }
        }
        if (catalog != null) {
            Likeliest likeliest = new Likeliest(timelines);
            timelines.forEach(timeline -> likeliest.of(timeline, timeline.applied()));
            met.addAll(likeliest.met());
        }
        if (!belongings.extensions().isEmpty()) {
            met.add(new Met(Met.Kind.STAYS, belongings.extensions()));
        }
        return met;
    }

    /** Those of the histories, those in which the migrations make something, and coder's. */
    private static Set<String> schemas(List<History> histories, Made made) {
        Set<String> schemas = new TreeSet<>();
        histories.forEach(history -> schemas.add(history.table().schema()));
        if (made.catalog() != null) {
            made.catalog().objects().keySet().stream()
                    .map(id -> id.kind() == CatalogKind.SCHEMA ? id.name() : id.schema())
                    .filter(schema -> !schema.isEmpty())
                    .forEach(schemas::add);
        }
        boolean coders =
                histories.stream().anyMatch(history -> history.table().tool().equals("coder"));
        if (coders) {
            schemas.add(RECORDS);
        }
        return schemas;
    }

    private Made made(LiveSchema live, ReplayProgress progress) throws BackstepException {
        List<ReplayMigration> applied = new ArrayList<>();
        try {
            for (Timeline timeline : timelines) {
                for (TimelineRow row : timeline.applied().reversed()) {
                    Migration migration = row.migration();
                    if (migration.up() == null) {
                        throw new BackstepException(
                                "replay.noScript", null, migration.version().text());
                    }
                    applied.add(ReplayMigration.of(
                            migration.version(), migration.name(), evidence.read(migration.up()), null));
                }
            }
        } catch (BackstepException e) {
            return new Made(null, Text.of(e));
        }
        return replays.lend(applied, List.of(), List.of(), live.scope(), progress, new Stage.Work<>() {
            @Override
            public Made on(Stage stage) {
                return new Made(stage.above(), "");
            }

            @Override
            public Made unable(ReplayFailure failure) {
                return new Made(
                        null,
                        Text.of("repair.replayEnded", failure.version().text(), failure.name(), failure.sentence()));
            }
        });
    }
}
