package dev.backstep.rollback.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.Database;
import dev.backstep.database.embedded.ServerFolder;
import dev.backstep.fixture.Await;
import dev.backstep.fixture.Postgres;
import dev.backstep.rollback.saved.SavedScene;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Backstep that is killed in a rehearsal leaves what the next one finds and removes, that and nothing else. */
class KilledRehearsalTest {

    /** Named like a copy, and made by somebody else. */
    private static final String ALIKE = "backstep_rehearsal_0123456789abcdef01234567";

    @TempDir
    private Path folder;

    private SavedScene scene;
    private Postgres beside;

    @BeforeEach
    void open() {
        scene = new SavedScene(folder.resolve("journal"));
        scene.migration(KilledRehearsal.UP, KilledRehearsal.DOWN);
        beside = Postgres.freshDatabase();
        beside.execute("CREATE DATABASE " + ALIKE);
    }

    /**
     * A killed Backstep leaves its throwaway server running, which would go on writing into the folder while JUnit removes it;
     * and what one test leaves is not the next one's.
     */
    @AfterEach
    void close() throws Exception {
        ServerFolder.clearLeftovers(folder.resolve("servers"));
        CopyBook book = new CopyBook(scene.journal.copies());
        for (String name : leftovers()) {
            book.remove(scene.database, name);
        }
        beside.execute("DROP DATABASE " + ALIKE + " WITH (FORCE)");
        scene.close();
        beside.drop();
    }

    @Test
    void killedWhileThePlanRunsOnTheCopy() throws Exception {
        kill(Way.TEMPLATE, "step", "SELECT pg_sleep(300)");
        assertEquals(1, copies().size());
        assertEquals(copies(), leftovers());
        removeAll();
        assertEquals("1 false", scene.version());
        assertEquals(List.of(), scene.journal.copies().ids());
    }

    @Test
    void killedWhileTheServerCopies() throws Exception {
        scene.postgres.execute(
                "CREATE TABLE big AS SELECT i, repeat('x', 1000) AS t FROM generate_series(1, 150000) i");
        kill(Way.TEMPLATE, "preparing TEMPLATE", "CREATE DATABASE");
        // The server goes on for a client that is gone: meanwhile there is nothing to be seen, and nothing is
        // forgotten.
        try (Database other = Database.open(beside.settings(), null)) {
            new CopyBook(scene.journal.copies()).leftovers(other);
        }
        assertEquals(1, scene.journal.copies().ids().size());
        Await.until("the server has ended it", () -> running("CREATE DATABASE").equals("0"));
        assertEquals(copies(), leftovers());
        removeAll();
    }

    @Test
    void killedWhileTheSchemaIsMade() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Path program = Files.writeString(programs.resolve("pg_dump"), """
                #!/bin/sh
                [ "$1" = --version ] && { echo "pg_dump (PostgreSQL) 18.6"; exit; }
                echo "CREATE TABLE tree (id int); SELECT pg_sleep(20);"
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = folder.resolve("servers/1/data");
        try (Killed killed = new Killed(Way.SCHEMA)) {
            killed.await("preparing SCHEMA");
            killed.process.destroyForcibly().waitFor();
        }
        assertTrue(Files.exists(data));
        long server = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        assertTrue(ProcessHandle.of(server).isPresent());
        ServerFolder.clearLeftovers(folder.resolve("servers"));
        assertFalse(Files.exists(data));
        Await.until("the server is gone", () -> ProcessHandle.of(server).isEmpty());
        assertEquals(List.of(), copies());
    }

    @Test
    void aServerThatIsInUseIsNoLeftover() throws Exception {
        Path servers = folder.resolve("servers");
        try (ServerFolder taken = ServerFolder.take(servers)) {
            Files.createDirectories(taken.data());
            ServerFolder.clearLeftovers(servers);
            assertTrue(Files.exists(taken.data()));
        }
        ServerFolder.clearLeftovers(servers);
        assertFalse(Files.exists(servers.resolve("1/data")));
        ServerFolder.clearLeftovers(folder.resolve("nowhere"));
        assertFalse(Files.exists(folder.resolve("nowhere")));
    }

    private void kill(Way way, String when, String query) throws Exception {
        try (Killed killed = new Killed(way)) {
            killed.await(when);
            Await.until(query, () -> !running(query).equals("0"));
            killed.process.destroyForcibly().waitFor();
        }
    }

    private String running(String query) {
        return String.valueOf(beside.value("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Backstep'"
                + " AND state = 'active' AND query LIKE '" + query + "%'"));
    }

    private void removeAll() throws Exception {
        CopyBook book = new CopyBook(scene.journal.copies());
        for (String name : leftovers()) {
            book.remove(scene.database, name);
        }
        assertEquals(List.of(), copies());
        assertEquals("1", beside.value("SELECT count(*) FROM pg_database WHERE datname = '" + ALIKE + "'"));
    }

    private List<String> leftovers() throws Exception {
        return new CopyBook(scene.journal.copies())
                .leftovers(scene.database).stream().map(CopyBook.Leftover::name).toList();
    }

    private List<String> copies() {
        String names = beside.value("SELECT string_agg(datname, ',') FROM pg_database"
                + " WHERE datname LIKE 'backstep\\_rehearsal\\_%' AND datname <> '" + ALIKE + "'");
        return names == null ? List.of() : List.of(names.split(","));
    }

    /** The process, with a pg_dump of the test's own where there is one. */
    private final class Killed implements AutoCloseable {

        private final Process process;
        private final BufferedReader out;

        Killed(Way way) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledRehearsal.class.getName(),
                            Integer.toString(Postgres.port()),
                            scene.postgres.name(),
                            folder.toString(),
                            way.name())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().merge("PATH", "", (path, _) -> folder.resolve("programs") + ":" + path);
            process = builder.start();
            out = process.inputReader();
        }

        void await(String line) throws IOException {
            String said = out.readLine();
            while (said != null && !said.equals(line)) {
                System.out.println("the other process: " + said);
                said = out.readLine();
            }
            assertEquals(line, said);
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly().onExit().join();
            out.close();
        }
    }
}
