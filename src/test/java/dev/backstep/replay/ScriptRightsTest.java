package dev.backstep.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.fixture.Await;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.replay.ReplayFailure.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay runs scripts of a repository that nobody here wrote. */
class ScriptRightsTest {

    private static final Path FOLDER = Path.of("target/replay").toAbsolutePath();
    private static final Path PROGRAMS = FOLDER.resolve("postgresql");
    private static final Path PROOF = FOLDER.resolve("proof").toAbsolutePath();
    private static final ReplayDesk DESK =
            new LiveReplayDesk(FOLDER, PROGRAMS, new ReplayLimits(Duration.ofSeconds(4), 60_000_000));

    @AfterAll
    static void stop() throws BackstepException {
        DESK.close();
    }

    private static @Nullable ReplayFailure replay(String... ups) throws BackstepException {
        List<ReplayMigration> migrations = IntStream.range(0, ups.length)
                .mapToObj(i -> new ReplayMigration(Version.of(i + 1), "m", ups[i], null))
                .toList();
        return DESK.observe(migrations, _ -> true, CatalogScope.all(), ReplayProgress.none())
                .failure();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO PROGRAM 'touch PROOF'",
                "CREATE TABLE t (a text); COPY t FROM PROGRAM 'touch PROOF; echo x'",
                "COPY (SELECT 1) TO 'PROOF'",
                "CREATE TABLE t (a text); COPY t FROM '/etc/passwd'",
                "SELECT pg_read_file('/etc/passwd')",
                "SELECT pg_read_binary_file('postgresql.conf')",
                "SELECT pg_ls_dir('/')",
                "SELECT pg_stat_file('/etc/passwd')",
                "SELECT lo_export(lo_from_bytea(0, 'x'), 'PROOF')",
                "SELECT lo_import('/etc/passwd')",
                "SELECT passwd FROM pg_shadow",
                "SELECT rolpassword FROM pg_authid",
                "SET ROLE pg_execute_server_program",
                "GRANT pg_execute_server_program TO CURRENT_USER",
                "GRANT pg_read_server_files TO CURRENT_USER",
                "CREATE ROLE helper IN ROLE pg_write_server_files",
                "ALTER ROLE CURRENT_USER SUPERUSER",
                "ALTER ROLE CURRENT_USER BYPASSRLS",
                "CREATE ROLE other SUPERUSER",
                "CREATE ROLE other REPLICATION",
                "CREATE ROLE other; ALTER ROLE other SUPERUSER",
                "CREATE DATABASE other",
                "CREATE TABLESPACE other LOCATION '/tmp'",
                "ALTER SYSTEM SET archive_command = 'touch PROOF'",
                "SELECT pg_reload_conf()",
                "SET log_min_messages = debug5",
                "SET temp_file_limit = -1",
                "SET session_preload_libraries = 'x'",
                "LOAD 'dblink'",
                "CREATE FUNCTION f(text) RETURNS int LANGUAGE c AS 'libc.so.6', 'system'",
                "CREATE FUNCTION f() RETURNS void LANGUAGE internal AS 'pg_reload_conf'",
                "CREATE EXTENSION dblink",
                "CREATE EXTENSION postgres_fdw",
                "CREATE EXTENSION file_fdw",
                "CREATE EXTENSION plpython3u",
                "CREATE EXTENSION pageinspect",
                "CREATE FOREIGN DATA WRAPPER other",
                "CREATE SUBSCRIPTION other CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (connect = false)",
                "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                        + "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()",
                "UPDATE pg_catalog.pg_proc SET proname = 'x' WHERE proname = 'now'",
                "DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch PROOF'''; END $$"
            })
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aScriptCannotLeaveItsDatabase(String attack) throws Exception {
        Files.deleteIfExists(PROOF);
        ReplayFailure failure = replay(attack.replace("PROOF", PROOF.toString()));
        assertNotNull(failure, attack);
        assertEquals(Kind.NOT_ALLOWED, failure.kind(), failure.sentence());
        assertFalse(Files.exists(PROOF));
    }

    @Test
    void noWayLeadsToTheSuperuser() throws Exception {
        try (ThrowawayServer server = ThrowawayServer.start(FOLDER.resolve("rights"), PROGRAMS);
                ScriptRole role = server.role()) {
            String database = role.create();
            try (Connection connection = role.connect(database)) {
                for (String superuser : List.of(server.owner(), server.owner() + "_first")) {
                    for (String way : List.of(
                            "SET ROLE \"%s\"",
                            "SET SESSION AUTHORIZATION \"%s\"",
                            "GRANT \"%s\" TO CURRENT_USER",
                            "ALTER ROLE \"%s\" PASSWORD 'x'",
                            "ALTER ROLE \"%s\" SET session_preload_libraries = 'x'",
                            "DROP ROLE \"%s\"",
                            "CREATE TABLE t (a int); ALTER TABLE t OWNER TO \"%s\"")) {
                        assertRefused(connection, way.formatted(superuser));
                    }
                    assertRefusedWith(database, superuser, server, "");
                }
                assertEquals(
                        "postgres false",
                        one(
                                connection,
                                "SELECT session_user || ' ' || rolsuper FROM pg_roles"
                                        + " WHERE rolname = session_user"));
            }
            role.drop(database);
        }
    }

    private static void assertRefused(Connection connection, String sql) {
        SQLException refusal = Assertions.assertThrows(SQLException.class, () -> one(connection, sql), sql);
        assertEquals("42501", refusal.getSQLState(), refusal.getMessage());
    }

    /** Nobody logs in without a password, whatever the server's own defaults are. */
    private static void assertRefusedWith(String database, String user, ThrowawayServer server, String password) {
        SQLException refusal = Assertions.assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database, user, password)
                        .close());
        assertTrue(List.of("28P01", "28000", "08004").contains(refusal.getSQLState()), refusal.toString());
    }

    private static @Nullable String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute(sql) && statement.getResultSet().next()
                    ? statement.getResultSet().getString(1)
                    : null;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE EXTENSION pgcrypto; CREATE EXTENSION \"uuid-ossp\"; CREATE EXTENSION citext;"
                        + "CREATE EXTENSION hstore; CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist;"
                        + "CREATE EXTENSION ltree; CREATE EXTENSION unaccent",
                "CREATE TABLE t (a int); ALTER TABLE t OWNER TO postgres",
                "CREATE ROLE app LOGIN PASSWORD 'x'; CREATE TABLE t (a int); ALTER TABLE t OWNER TO app;"
                        + " GRANT SELECT ON t TO app; SET ROLE app; CREATE TEMP TABLE u (a int)",
                "CREATE ROLE a; CREATE ROLE b; GRANT a TO b; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO b",
                "CREATE SCHEMA app; REVOKE CREATE ON SCHEMA public FROM PUBLIC; DROP SCHEMA public CASCADE",
                "CREATE TABLE t (a int); GRANT SELECT ON t TO reader; ALTER TABLE t OWNER TO \"The Owner\"",
                "DO $$ BEGIN CREATE ROLE app; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
                        + "CREATE PUBLICATION p; CREATE FUNCTION f() RETURNS int SECURITY DEFINER"
                        + " LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'"
            })
    void whatMigrationsCommonlyDoWorksTwice(String up) throws BackstepException {
        assertNull(replay(up));
        assertNull(replay(up));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aScriptThatGoesOnIsEndedAndTheNextReplayWorks() throws BackstepException {
        String stubborn = "SET statement_timeout = 0; DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(30);"
                + " EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$";
        ReplayFailure failure = replay("CREATE TABLE t (a int)", stubborn);
        assertNotNull(failure);
        assertEquals(Kind.TOO_LONG, failure.kind());
        assertEquals(
                "2 The script took longer than 4 seconds on a database without rows, and was cancelled.",
                failure.version() + " " + failure.sentence());
        assertNull(replay("CREATE TABLE t (a int)"));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aScriptThatIsSentAgainForAMissingRoleGetsNoTimeAnew() throws BackstepException {
        String slowEachTime = IntStream.rangeClosed(1, 10)
                .mapToObj("GRANT SELECT ON t TO missing%d;"::formatted)
                .collect(Collectors.joining(
                        "SELECT pg_sleep(0.5);", "CREATE TABLE t (a int); SELECT pg_sleep(0.5);", ""));
        long start = System.nanoTime();
        ReplayFailure failure = replay(slowEachTime);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        assertNotNull(failure);
        assertEquals(Kind.TOO_LONG, failure.kind(), failure.sentence());
        assertTrue(seconds < 12, "it took " + seconds + " s");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aScriptThatFillsTheDiskIsEnded() throws BackstepException {
        ReplayFailure failure = replay("CREATE TABLE t AS SELECT repeat('x', 1000), generate_series(1, 100000000)");
        assertNotNull(failure);
        assertEquals(Kind.TOO_LARGE, failure.kind(), failure.sentence());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatAScriptSendsBackIsThrownAway() throws BackstepException {
        assertNull(replay("SELECT repeat('x', 1000000) FROM generate_series(1, 100)"));
        assertNotNull(replay("SELECT repeat('x', 1000000) FROM generate_series(1, 3000)"));
        long before = used();
        ReplayFailure failure = replay("SET client_min_messages = debug1;"
                + " DO $$ BEGIN LOOP RAISE NOTICE '%', repeat('x', 100000); END LOOP; END $$");
        assertNotNull(failure);
        assertEquals(Kind.TOO_LONG, failure.kind());
        assertTrue(used() - before < 500_000_000, "memory grew");
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closingEndsWhatRunsAndLeavesNothing() throws Exception {
        Path own = FOLDER.resolve("closing");
        LiveReplayDesk desk = new LiveReplayDesk(own, PROGRAMS, ReplayLimits.DEFAULT);
        List<ReplayMigration> endless = List.of(
                new ReplayMigration(Version.of(1), "a", "SELECT 1", null),
                new ReplayMigration(
                        Version.of(2),
                        "b",
                        "DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(30);"
                                + " EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$",
                        null));
        var started = new java.util.concurrent.CompletableFuture<Integer>();
        var end = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
            try {
                return desk.observe(endless, _ -> true, CatalogScope.all(), (done, _) -> started.complete(done));
            } catch (BackstepException e) {
                throw new AssertionError(e);
            }
        });
        started.get(60, TimeUnit.SECONDS);
        long process = Long.parseLong(
                Files.readAllLines(own.resolve("1/data/postmaster.pid")).getFirst());
        desk.close();
        ReplayFailure failure = end.get(1, TimeUnit.SECONDS).failure();
        assertNotNull(failure);
        assertEquals(Kind.CANCELLED, failure.kind());
        Await.until(
                "the server is gone",
                () -> !ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false));
        assertFalse(Files.exists(own.resolve("1/data")));
        assertEquals(
                "replay.closed",
                Assertions.assertThrows(
                                BackstepException.class,
                                () -> desk.observe(endless, _ -> true, CatalogScope.all(), ReplayProgress.none()))
                        .key());
    }
}
