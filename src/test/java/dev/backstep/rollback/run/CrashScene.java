package dev.backstep.rollback.run;

import dev.backstep.database.Database;
import dev.backstep.fixture.Postgres;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.tool.MigrationTools;
import java.util.ArrayList;
import java.util.List;

/** A database at version 6, a plan back to version 1, and every state in which the database may ever be found. */
enum CrashScene implements CrashSite {
    /** Everything in one transaction. */
    ONE_TRANSACTION(
            List.of("DROP INDEX item_name; DROP INDEX item_price; SELECT pg_sleep(0.02)"),
            List.of("CREATE INDEX item_id_name ON item (id, name); SELECT pg_sleep(0.02)")),
    /** Two of the five steps have statements that no transaction takes. */
    STEP_BY_STEP(
            List.of("DROP INDEX CONCURRENTLY item_name", "DROP INDEX CONCURRENTLY item_price"),
            List.of("CREATE INDEX CONCURRENTLY item_id_name ON item (id, name)"));

    private static final String SETUP = """
            CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL, price numeric, note text);
            INSERT INTO item SELECT i, 'item ' || i, i * 1.5, CASE WHEN i % 2 = 0 THEN 'note ' || i END
                FROM generate_series(1, 200) i;
            CREATE TABLE basket (id int PRIMARY KEY, item int REFERENCES item);
            INSERT INTO basket SELECT i, i FROM generate_series(1, 100) i;
            CREATE INDEX item_name ON item (name);
            CREATE INDEX item_price ON item (price);
            CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);
            INSERT INTO schema_migrations VALUES (6, false);
            """;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
    private final List<Step> steps;

    CrashScene(List<String> five, List<String> three) {
        steps = List.of(
                Scene.step(6, List.of("ALTER TABLE item DROP COLUMN note; SELECT pg_sleep(0.02)"), List.of()),
                step(5, five),
                Scene.step(4, List.of("DELETE FROM basket WHERE id > 50; SELECT pg_sleep(0.02)"), List.of()),
                step(3, three),
                Scene.step(2, List.of("DROP TABLE basket; SELECT pg_sleep(0.02)"), List.of()));
    }

    private static Step step(int version, List<String> statements) {
        return statements.getFirst().contains("CONCURRENTLY")
                ? Scene.outside(version, statements.toArray(String[]::new))
                : Scene.step(version, statements, List.of());
    }

    @Override
    public Class<?> program() {
        return CrashedRun.class;
    }

    @Override
    public Postgres database() {
        Postgres database = Postgres.freshDatabase();
        database.execute(SETUP);
        return database;
    }

    Plan plan(Database database) throws BackstepException {
        return database.read(connection -> Plan.of(
                database.identity(connection),
                MigrationTools.named("golang-migrate").read(connection, Scene.TABLE),
                Version.of(1),
                steps));
    }

    @Override
    public List<Stop> stops() {
        Postgres database = database();
        try {
            List<Stop> stops = new ArrayList<>(List.of(stop(0, 0, CrashSite.state(database))));
            for (int i = 0; i < steps.size(); i++) {
                List<String> statements = steps.get(i).statements();
                for (int j = 0; j < statements.size(); j++) {
                    database.execute(statements.get(j));
                    stops.add(stop(i, j + 1, CrashSite.state(database)));
                }
                stops.add(stop(i + 1, 0, stops.getLast().state()));
            }
            return stops;
        } finally {
            database.drop();
        }
    }

    @Override
    public int length() {
        return steps.size();
    }

    /** The steps go from version 6 down. */
    private static Stop stop(int done, int statements, String state) {
        return new Stop(done, statements, state, 6 - done + " false");
    }
}
