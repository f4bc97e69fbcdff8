package dev.backstep.database.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgDumpTest {

    @TempDir
    private Path folder;

    @Test
    void theOldestThatIsNotOlderThanTheServerIsTakenAndTheSearchPathGoesFirst() throws Exception {
        List<PgDump> found = PgDump.in(
                List.of(program("path", "15.18"), program("a", "17.6"), program("b", "18.1"), program("c", "17.2")));
        assertEquals(List.of(15, 17, 18, 17), found.stream().map(PgDump::major).toList());
        assertEquals(Optional.of(found.get(0)), PgDump.fitting(found, 14));
        assertEquals(Optional.of(found.get(1)), PgDump.fitting(found, 16));
        assertEquals(Optional.of(found.get(2)), PgDump.fitting(found, 18));
        assertEquals(Optional.empty(), PgDump.fitting(found, 19));
        assertEquals(18, PgDump.newest(found));
    }

    @Test
    void whatIsNoPgDumpIsPassedOver() throws Exception {
        Path text = Files.createDirectories(folder.resolve("text"));
        Files.writeString(text.resolve("pg_dump"), "no program");
        Path other = program("other", "none");
        Files.createDirectories(folder.resolve("directory/pg_dump"));
        assertEquals(List.of(), PgDump.in(List.of(text, other, folder.resolve("directory"), folder.resolve("gone"))));
        assertEquals(0, PgDump.newest(List.of()));
    }

    private Path program(String name, String version) throws Exception {
        Path programs = Files.createDirectories(folder.resolve(name));
        String says = version.equals("none") ? "something else" : "pg_dump (PostgreSQL) " + version + " (Debian)";
        Path file = Files.writeString(programs.resolve("pg_dump"), "#!/bin/sh\necho '" + says + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return programs;
    }
}
