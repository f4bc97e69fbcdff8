package dev.backstep.rollback.saved;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Postgres;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.rollback.Ran;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.Saving;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan takes away is in the file, or nothing was run. */
class SaverTest {

    @TempDir
    private Path folder;

    private Path saves = Path.of("");
    private SavedScene scene;

    @BeforeEach
    void open() {
        saves = folder.resolve("documents/saves");
        scene = new SavedScene(folder.resolve("journal"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void droppedTablesAndColumnsAreInTheFileByteForByte() throws Exception {
        scene.migration("""
                CREATE TABLE kept (a int, b int, name text, twice int GENERATED ALWAYS AS (a * 2) STORED, PRIMARY KEY (a, b));
                INSERT INTO kept VALUES (1, 1, E'tab\\tline\\nback\\\\slash \\\\. end'), (2, 1, ''), (3, 1, NULL)
                """, "ALTER TABLE kept DROP COLUMN name, DROP COLUMN twice");
        scene.migration(
                "CREATE TABLE gone (id serial PRIMARY KEY, text text); INSERT INTO gone (text) VALUES ('ä'), ('b')",
                "DROP TABLE gone");
        Ran ran = scene.run(new SaveChoice.ToFolder(saves, false));
        assertNull(assertInstanceOf(RunOutcome.RolledBack.class, ran.outcome()).at());
        Saved.InFile saved = assertInstanceOf(Saved.InFile.class, ran.saved());
        assertEquals(List.of(saved.file()), files());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(saved.file())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(saves)));
        try (SavedFile file = SavedFile.open(saved.file())) {
            file.check((_, _) -> {}, () -> false);
            List<String> rows = new ArrayList<>();
            for (Manifest.Entry part : file.manifest().parts()) {
                String text = new String(file.rows(part).readAllBytes(), StandardCharsets.UTF_8);
                rows.add(part.part().table() + " " + part.part().kind() + " "
                        + part.part().key() + " " + part.rows() + "\n" + text);
            }
            assertEquals(List.of("gone ROWS [id] 2\n1\tä\n2\tb\n", """
                            kept VALUES [a, b] 3
                            1\t1\ttab\\tline\\nback\\\\slash \\\\. end
                            2\t1\t
                            3\t1\t\\N
                            """), rows);
            assertEquals(
                    List.of(new SequencePosition(new TableName("public", "gone_id_seq"), 2, true)),
                    file.manifest().sequences());
            assertEquals(
                    scene.database.read(scene.database::identity),
                    file.manifest().database());
        }
    }

    @Test
    void aSchemaOfTheDatabaseHoldsTheSameAndOutlivesDroppedTypes() {
        scene.migration("""
                CREATE TYPE mood AS ENUM ('sad', 'glad');
                CREATE TABLE people (id int PRIMARY KEY, mood mood, moods mood[], born date);
                INSERT INTO people VALUES (1, 'glad', '{sad,glad}', '1999-01-02'), (2, NULL, NULL, 'infinity')
                """, "DROP TABLE people; DROP TYPE mood CASCADE");
        Ran ran = scene.run(new SaveChoice.InSchema());
        assertInstanceOf(RunOutcome.RolledBack.class, ran.outcome());
        Saved.InSchema saved = assertInstanceOf(Saved.InSchema.class, ran.saved());
        assertEquals(2, saved.rows());
        assertEquals(
                "(1,glad,\"{sad,glad}\",1999-01-02) (2,,,infinity)",
                scene.postgres.value(
                        "SELECT string_agg(r::text, ' ' ORDER BY id) FROM " + saved.schema() + ".\"0001_people\" r"));
        assertEquals(
                "backstep-saved/1",
                scene.postgres.value("SELECT manifest ->> 'format' FROM " + saved.schema() + ".manifest"));
    }

    @Test
    void everythingThatGoesAlongIsFound() throws Exception {
        scene.migration("""
                CREATE TYPE mood AS ENUM ('sad', 'glad');
                CREATE SCHEMA extra; CREATE TABLE extra.inside (id int);
                CREATE TABLE whole (id int, day date) PARTITION BY RANGE (day);
                CREATE TABLE part1 PARTITION OF whole FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
                CREATE TABLE mother (id int PRIMARY KEY, note text); CREATE TABLE child (more text) INHERITS (mother);
                CREATE TABLE person (id int PRIMARY KEY, mood mood);
                CREATE TABLE parent (id int PRIMARY KEY, price numeric(8, 2));
                CREATE TABLE follower (id int PRIMARY KEY, parent int REFERENCES parent ON DELETE CASCADE);
                CREATE SEQUENCE counter
                """, """
                DROP SCHEMA extra CASCADE; DROP TABLE whole; ALTER TABLE mother DROP COLUMN note;
                DROP TYPE mood CASCADE; ALTER TABLE parent ALTER COLUMN price TYPE int; DELETE FROM parent WHERE id > 3;
                DROP SEQUENCE counter; DO $$ BEGIN EXECUTE format('SELECT %s', 1); END $$
                """);
        Salvage salvage = scene.desk.salvage(scene.plan());
        assertEquals(
                List.of(
                        "extra.inside ROWS [] [id]",
                        "child VALUES [] [id, note, more]",
                        "follower ROWS [id] [id, parent]",
                        "mother VALUES [id] [id, note]",
                        "parent ROWS [id] [id, price]",
                        "part1 ROWS [] [id, day]",
                        "person VALUES [id] [id, mood]"),
                salvage.parts().stream()
                        .map(part -> part.table() + " " + part.kind() + " " + part.key() + " "
                                + part.columns().stream().map(Part.Column::name).toList())
                        .toList());
        assertEquals(List.of(new TableName("public", "counter")), salvage.sequences());
        assertTrue(
                salvage.unsaved().stream()
                        .map(Unsaved::sentence)
                        .anyMatch(sentence -> sentence.startsWith("Backstep does not understand a statement of 1")),
                salvage.unsaved().toString());
    }

    @Test
    void nobodyWritesBetweenSavingAndDroppingAndReadersGoOn() throws Exception {
        scene.migration("CREATE TABLE gone (id int PRIMARY KEY); INSERT INTO gone VALUES (1)", "DROP TABLE gone");
        List<String> seen = new ArrayList<>();
        Ran ran = scene.desk.run(
                scene.plan(), new SaveChoice.ToFolder(saves, false), SavedScene.QUICK, new SavedScene.Quiet() {
                    @Override
                    public void saving(Saving now) {
                        if (now.phase() == Saving.Phase.CHECKING && seen.isEmpty()) {
                            seen.add(attempt("SELECT count(*) FROM gone"));
                            seen.add(attempt("INSERT INTO gone VALUES (2)"));
                        }
                    }
                });
        assertInstanceOf(RunOutcome.RolledBack.class, ran.outcome());
        assertEquals(List.of("done", "55P03"), seen);
    }

    @Test
    void aTableInUseStopsTheRunBeforeItsFirstStatement() throws Exception {
        scene.migration("CREATE TABLE gone (id int PRIMARY KEY); INSERT INTO gone VALUES (1)", "DROP TABLE gone");
        try (Connection other = scene.postgres.connect("orchard-server");
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN; INSERT INTO gone VALUES (2)");
            assertStopped(
                    "What the plan takes away could not be saved, so nothing was run: another session is using gone."
                            + " Wait until it has ended, or stop it, and try again.",
                    scene.run(new SaveChoice.ToFolder(saves, false)));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenStopsTheRun() throws Exception {
        scene.migration("CREATE TABLE gone (id int PRIMARY KEY); INSERT INTO gone VALUES (1)", "DROP TABLE gone");
        Path blocked = Files.writeString(folder.resolve("a file"), "no folder");
        RunOutcome.Stopped stopped = assertInstanceOf(
                RunOutcome.Stopped.class,
                scene.run(new SaveChoice.ToFolder(blocked.resolve("saves"), false))
                        .outcome());
        assertTrue(
                stopped.reason()
                        .startsWith("What the plan takes away could not be saved, so nothing was run. The file "
                                + blocked.resolve("saves")),
                stopped.reason());
        assertEquals(-1, stopped.step());
        assertEquals("1 false", scene.version());
    }

    @Test
    void cancellingWhileItSavesLeavesNothingBehind() throws Exception {
        scene.migration(
                "CREATE TABLE gone (id int PRIMARY KEY, text text);"
                        + "INSERT INTO gone SELECT i, repeat('x', 1000) FROM generate_series(1, 20000) i",
                "DROP TABLE gone");
        for (Saving.Phase when : List.of(Saving.Phase.LOCKING, Saving.Phase.WRITING, Saving.Phase.CHECKING)) {
            Ran ran = scene.desk.run(
                    scene.plan(), new SaveChoice.ToFolder(saves, false), SavedScene.QUICK, new SavedScene.Quiet() {
                        @Override
                        public void saving(Saving now) {
                            if (now.phase() == when) {
                                scene.desk.cancel();
                            }
                        }
                    });
            assertEquals(new RunOutcome.Stopped(-1, "Cancelled.", true, 0, Version.of(1), 0), ran.outcome());
            assertNull(ran.saved());
            assertEquals(List.of(), files());
            assertEquals("20000", scene.postgres.value("SELECT count(*) FROM gone"));
        }
    }

    @Test
    void aRunThatFailsLaterKeepsNoFile() throws Exception {
        scene.migration("CREATE TABLE gone (id int PRIMARY KEY)", "DROP TABLE gone; SELECT 1 / 0");
        Ran ran = scene.run(new SaveChoice.ToFolder(saves, false));
        assertInstanceOf(RunOutcome.Stopped.class, ran.outcome());
        assertNull(ran.saved());
        assertEquals(List.of(), files());
    }

    @Test
    void stepByStepSavesBeforeTheFirstStep() throws Exception {
        scene.migration("CREATE TABLE gone (id int PRIMARY KEY); INSERT INTO gone VALUES (7)", "DROP TABLE gone");
        scene.migration(
                "CREATE TABLE stays (id int); CREATE INDEX stays_id ON stays (id)",
                "DROP INDEX CONCURRENTLY stays_id",
                new Finding.OutsideTransaction(List.of("DROP INDEX CONCURRENTLY stays_id")));
        Ran file = scene.run(new SaveChoice.ToFolder(saves, false));
        assertInstanceOf(RunOutcome.RolledBack.class, file.outcome());
        assertEquals(1, assertInstanceOf(Saved.InFile.class, file.saved()).rows());
    }

    @Test
    void whatTheRoleMayNotReadIsSaidBeforeAndStopsTheRun() throws Exception {
        scene.migration("CREATE TABLE secret (id int PRIMARY KEY, owner text)", "DROP TABLE secret");
        scene.postgres.execute("ALTER TABLE secret ENABLE ROW LEVEL SECURITY; CREATE ROLE \"" + scene.postgres.name()
                + "\" LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO \"" + scene.postgres.name() + "\"");
        try (SavedScene other = scene.as(scene.postgres.name(), folder.resolve("other"))) {
            assertEquals(
                    List.of("Row security hides rows of secret from this role. Connect as a role that sees all of them,"
                            + " or choose not to save."),
                    other.desk.salvage(scene.plan()).obstacles().stream()
                            .map(Unsaved::sentence)
                            .toList());
            Ran ran = other.desk.run(
                    scene.plan(), new SaveChoice.ToFolder(saves, false), SavedScene.QUICK, new SavedScene.Quiet());
            assertStopped(
                    "What the plan takes away cannot be saved, so nothing was run. Row security hides rows of secret from"
                            + " this role. Connect as a role that sees all of them, or choose not to save.",
                    ran);
        } finally {
            scene.postgres.execute(
                    "DROP OWNED BY \"" + scene.postgres.name() + "\"; DROP ROLE \"" + scene.postgres.name() + "\"");
        }
    }

    @Test
    void aChangedFileIsRefused() throws Exception {
        scene.migration(
                "CREATE TABLE gone (id int PRIMARY KEY, t text); INSERT INTO gone VALUES (7, 'seven')",
                "DROP TABLE gone");
        Saved.InFile saved = assertInstanceOf(
                Saved.InFile.class,
                scene.run(new SaveChoice.ToFolder(saves, false)).saved());
        byte[] bytes = Files.readAllBytes(saved.file());
        for (int at = 0; at < bytes.length; at += 97) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Path copy = Files.write(folder.resolve("copy.zip"), changed);
            try (SavedFile read = SavedFile.open(copy)) {
                if (read.manifestSum().equals(saved.manifest())) {
                    read.check((_, _) -> {}, () -> false);
                    try (SavedFile original = SavedFile.open(saved.file())) {
                        // Changed was what nothing depends on, such as a time in the zip's own lists.
                        assertEquals(original.manifest(), read.manifest());
                    }
                }
            } catch (BackstepException e) {
                assertTrue(e.key().startsWith("saved.file."), e.key());
            }
        }
        Files.write(folder.resolve("copy.zip"), Arrays.copyOf(bytes, bytes.length - 40));
        BackstepException cut = assertThrows(BackstepException.class, () -> SavedFile.open(folder.resolve("copy.zip")));
        assertEquals("saved.file.damaged", cut.key());
    }

    @Test
    void aFullDiskStopsTheRunAndLeavesNothingBehind() throws Exception {
        scene.migration(BIG, SavingProcess.DOWN);
        // The limit of the system for the size of one file, in blocks of 1024 bytes.
        Process child = process("run", "ulimit -f 300; exec");
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(
                said.contains(
                                "Stopped[step=-1, reason=What the plan takes away could not be saved, so nothing was run. The"
                                        + " file " + saves)
                        && said.contains("(File too large)"),
                said);
        assertEquals(List.of(), files());
        assertEquals("1 false 20000", scene.version() + " " + scene.postgres.value("SELECT count(*) FROM gone"));
    }

    @Test
    void aDiskThatIsReallyFullStopsTheRunAndLeavesNothingBehind() throws Exception {
        Assumptions.assumeTrue(mounts(), "nobody may mount a small disk here");
        scene.migration(BIG, SavingProcess.DOWN);
        Files.createDirectories(saves);
        Process child = process(
                "run",
                "unshare -rm bash -c 'mount -t tmpfs -o size=400k,mode=700 full \"$0\" && \"$@\"; ls -A \"$0\"; df \"$0\"' '"
                        + saves + "'");
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(
                said.contains(
                                "Stopped[step=-1, reason=What the plan takes away could not be saved, so nothing was run. The"
                                        + " file " + saves)
                        && said.contains("No space left on device"),
                said);
        assertFalse(said.contains(".partial\n") || said.contains(".zip\n"), said);
        assertEquals("1 false 20000", scene.version() + " " + scene.postgres.value("SELECT count(*) FROM gone"));
    }

    @Test
    void whatAKilledBackstepWasWritingIsKnownForWhatItIs() throws Exception {
        scene.migration(BIG, SavingProcess.DOWN);
        Process child = process("wait", "exec");
        try (BufferedReader out = child.inputReader()) {
            out.readLine();
            assertEquals("in the middle", out.readLine());
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertEquals("1 false 20000", scene.version() + " " + scene.postgres.value("SELECT count(*) FROM gone"));
        SaveFolder left = SaveFolder.look(saves);
        assertEquals(files(), left.leftovers());
        assertEquals(1, left.leftovers().size());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(left.leftovers().getFirst())));
        assertThrows(
                BackstepException.class, () -> SavedFile.open(left.leftovers().getFirst()));
        Leftovers.remove(left.leftovers());
        assertEquals(List.of(), files());
    }

    @Test
    void aFullDumpIsMadeWithThePasswordInItsEnvironmentOnly() throws Exception {
        scene.migration("CREATE TABLE gone (id int PRIMARY KEY)", SavingProcess.DOWN);
        Path programs = Files.createDirectories(folder.resolve("programs"));
        String dumped = dump(programs, "18.1");
        assertTrue(dumped.startsWith("can dump\nRolledBack"), dumped);
        Path dump = files().stream()
                .filter(file -> file.toString().endsWith(".dump"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "s3cret " + scene.postgres.name() + " --no-password --format=custom --file=" + dump + ".partial\n",
                Files.readString(dump));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)));
    }

    @Test
    void aDumpThatFailsStopsTheRun() throws Exception {
        scene.migration("CREATE TABLE gone (id int PRIMARY KEY)", SavingProcess.DOWN);
        Path programs = Files.createDirectories(folder.resolve("programs"));
        String failed = dump(programs, "18.666");
        assertTrue(
                failed.startsWith(
                        "can dump\nStopped[step=-1, reason=The full dump could not be made, so nothing was run. pg_dump"
                                + " said: pg_dump: error: no space left, cancelled=false"),
                failed);
        assertEquals(List.of(), files());
        assertEquals("1 false", scene.version());
    }

    /** Runs with a program in pg_dump's place that writes down how it was called; version 18.666 fails. */
    private String dump(Path programs, String version) throws IOException {
        Path program = Files.writeString(programs.resolve("pg_dump"), """
                #!/bin/sh
                [ "$1" = --version ] && { echo "pg_dump (PostgreSQL) VERSION"; exit; }
                case VERSION in 18.666) echo "pg_dump: error: no space left" >&2; exit 1;; esac
                for each; do case "$each" in --file=*) file="${each#--file=}";; esac; done
                echo "$PGPASSWORD $PGDATABASE $*" > "$file"
                """.replace("VERSION", version));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process child = process("dump", "PATH='" + programs + "':$PATH; exec");
        return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static final String BIG = "CREATE TABLE gone (id int PRIMARY KEY, text text);"
            + "INSERT INTO gone SELECT i, (SELECT string_agg(md5(i || '-' || j), '') FROM generate_series(1, 16) j)"
            + " FROM generate_series(1, 20000) i";

    private boolean mounts() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "full", folder.toString())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Process process(String mode, String shell) throws IOException {
        return new ProcessBuilder(
                        "bash",
                        "-c",
                        shell + " \"$@\"",
                        "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SavingProcess.class.getName(),
                        Integer.toString(Postgres.port()),
                        scene.postgres.name(),
                        folder.toString(),
                        mode,
                        saves.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void assertStopped(String reason, Ran ran) throws IOException {
        assertEquals(new RunOutcome.Stopped(-1, reason, false, 0, Version.of(1), 0), ran.outcome());
        assertNull(ran.saved());
        assertEquals(List.of(), files());
        assertEquals("1 false", scene.version());
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(saves)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(saves)) {
            return files.toList();
        }
    }

    private String attempt(String sql) {
        try (Connection connection = scene.postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '100ms'");
            statement.execute(sql);
            return "done";
        } catch (java.sql.SQLException e) {
            return e.getSQLState();
        }
    }
}
