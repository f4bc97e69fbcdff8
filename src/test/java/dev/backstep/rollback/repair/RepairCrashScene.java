package dev.backstep.rollback.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.Postgres;
import dev.backstep.rollback.run.Crash.Found;
import dev.backstep.rollback.run.CrashSite;
import dev.backstep.rollback.saved.Saver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ways out of a dirty mark, and a reset. */
enum RepairCrashScene implements CrashSite {
    /** The rest of the up script, in one transaction. */
    FINISH_FORWARD(
            2,
            "2 false",
            List.of("ALTER TABLE users ADD COLUMN name text"),
            List.of(
                    "CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES users)",
                    "INSERT INTO posts SELECT i, i FROM generate_series(1, 100) i",
                    "SELECT pg_sleep(0.03)",
                    "CREATE INDEX by_name ON users (name)",
                    "ALTER TABLE users DROP COLUMN note",
                    "SELECT pg_sleep(0.03)")),
    /** The rest of the down script of the version above, in one transaction. */
    FINISH_BACKWARD(
            2,
            "2 false",
            List.of(
                    "CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES users)",
                    "ALTER TABLE users ADD name text"),
            List.of(
                    "UPDATE users SET note = note || '!'",
                    "DROP TABLE posts",
                    "SELECT pg_sleep(0.03)",
                    "ALTER TABLE users DROP COLUMN name",
                    "SELECT pg_sleep(0.03)")),
    /** A rest with statements that no transaction takes. */
    FINISH_STATEMENT_BY_STATEMENT(
            2,
            "2 false",
            List.of("ALTER TABLE users ADD COLUMN name text DEFAULT 'x'"),
            List.of(
                    "CREATE INDEX CONCURRENTLY by_name ON users (name)",
                    "UPDATE users SET name = 'user ' || id",
                    "CREATE INDEX CONCURRENTLY by_note ON users (note)",
                    "ALTER TABLE users ADD COLUMN age int")),
    /** Nothing but the mark. */
    MARK_CLEAN(1, "1 false", List.of(), List.of()),
    /** Everything. */
    RESET(
            0,
            null,
            List.of("CREATE VIEW noted AS SELECT id FROM users WHERE note IS NOT NULL"),
            List.of("DROP TABLE users CASCADE"));

    private static final String HISTORY = """
            CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);
            INSERT INTO schema_migrations VALUES (2, true);
            """;
    private static final String SETUP = """
            CREATE TABLE users (id int PRIMARY KEY, note text);
            INSERT INTO users SELECT i, 'note ' || i FROM generate_series(1, 200) i;
            """;

    private final int target;
    private final @Nullable String after;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of texts
    private final List<String> there;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of texts
    private final List<String> rest;

    RepairCrashScene(int target, @Nullable String after, List<String> there, List<String> rest) {
        this.target = target;
        this.after = after;
        this.there = there;
        this.rest = rest;
    }

    /** The version that is left; 0 for none. */
    int target() {
        return target;
    }

    /** The script's statements that had run, and those that are yet to run. */
    List<String> there() {
        return there;
    }

    List<String> rest() {
        return rest;
    }

    @Override
    public Class<?> program() {
        return CrashedRepair.class;
    }

    @Override
    public Postgres database() {
        Postgres database = Postgres.freshDatabase();
        database.execute(HISTORY + SETUP);
        there.forEach(database::execute);
        return database;
    }

    @Override
    public List<Stop> stops() {
        Postgres database = database();
        try {
            List<Stop> stops = new ArrayList<>(List.of(new Stop(0, 0, CrashSite.state(database), "2 true")));
            for (int i = 0; i < rest.size(); i++) {
                database.execute(rest.get(i));
                if (this == FINISH_STATEMENT_BY_STATEMENT) {
                    stops.add(new Stop(0, i + 1, CrashSite.state(database), "2 true"));
                }
            }
            stops.add(new Stop(1, 0, CrashSite.state(database), after));
            return stops;
        } finally {
            database.drop();
        }
    }

    @Override
    public int length() {
        return 1;
    }

    /** What a reset took was saved, whole; what it did not take is not kept, as far as it could still be seen to. */
    @Override
    public void inspect(Path folder, Postgres database, Found found, boolean spoke) throws IOException {
        if (this != RESET) {
            return;
        }
        Path saves = CrashedRepair.saves(folder, database.name());
        try (Stream<Path> files = Files.isDirectory(saves) ? Files.list(saves) : Stream.empty()) {
            long whole =
                    files.filter(file -> file.toString().endsWith(Saver.SUFFIX)).count();
            if (found == Found.AFTER || spoke) {
                assertEquals(found == Found.AFTER ? 1 : 0, whole, "saved files after " + found);
            }
        }
    }
}
