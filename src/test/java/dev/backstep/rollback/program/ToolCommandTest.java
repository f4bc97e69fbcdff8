package dev.backstep.rollback.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.model.BackstepException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a command is taken apart, what is refused, and what its output is cleaned of. */
class ToolCommandTest {

    @TempDir
    Path folder;

    @Test
    void wordsStandBetweenBlanksAndQuotesKeepThemTogether() throws Exception {
        assertEquals(
                List.of("sh", "-c", "echo \"a b\" && ls", "C:\\tools\\x", "it's", "", "a\"b", "$HOME", "*"),
                CommandWords.split(" sh -c 'echo \"a b\" && ls'\n C:\\tools\\x it\"'\"s '' \"a\\\"b\" $HOME *"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  ' | program.command.empty",
                "echo 'a | program.command.quote",
                "a && b | program.command.shell",
                "DATABASE_URL=x npx knex | program.command.assignment",
                "tool --url postgres://me:secret@host/db | program.command.password",
            })
    void whatOnlyAShellWouldUnderstandOrEverybodyWouldSeeIsRefused(String line, String key) {
        BackstepException problem =
                assertThrows(BackstepException.class, () -> ToolCommand.of(line, folder, Variable.USUAL));
        assertEquals(key, problem.key());
        assertFalse(problem.toString().contains("secret"), problem.toString());
    }

    @Test
    void templatesAreFilledInAndEscapedInUrls() throws Exception {
        Map<String, String> places =
                Map.of("user", "me@x", "password", "p@ss/wörd% +", "host", "127.0.0.1", "port", "5", "database", "d b");
        assertEquals(
                "postgres://me%40x:p%40ss%2Fw%C3%B6rd%25%20%2B@127.0.0.1:5/d%20b",
                Variable.parse("DATABASE_URL").value(places));
        assertEquals("p@ss/wörd% +", Variable.parse("PGPASSWORD={password}").value(places));
        assertEquals("disable", Variable.parse("PGSSLMODE=disable").value(places));
        assertEquals("program.variable.place", key("X={pass}"));
        assertEquals("program.variable.name", key("1X={user}"));
        assertEquals("program.variable.password", key("X=postgres://me:secret@{host}/{database}"));
    }

    @Test
    void programsAreFoundInTheSearchPathAndInTheFolder() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path tool = Files.createFile(
                bin.resolve("tool"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Map<String, String> environment = Map.of("PATH", "/nowhere:" + bin);
        assertEquals(tool, ProgramFile.find(ToolCommand.of("tool x", folder, Variable.USUAL), environment));
        assertEquals(tool, ProgramFile.find(ToolCommand.of("bin/tool", folder, Variable.USUAL), Map.of()));
        assertEquals(
                "program.file.none",
                assertThrows(
                                BackstepException.class,
                                () -> ProgramFile.find(ToolCommand.of("tool", folder, Variable.USUAL), Map.of()))
                        .key());
    }

    @Test
    void whatPointsAtAnotherDatabaseIsTakenOutOfTheEnvironment() {
        assertTrue(ToolProcess.pointsElsewhere("PGSERVICE", "live"));
        assertTrue(ToolProcess.pointsElsewhere("PRISMA_URL", "postgresql://a:b@c/d"));
        assertTrue(ToolProcess.pointsElsewhere("SPRING_DATASOURCE_URL", "jdbc:postgresql://c/d"));
        assertTrue(ToolProcess.pointsElsewhere("SQLALCHEMY", "postgresql+psycopg://c/d"));
        assertFalse(ToolProcess.pointsElsewhere("PATH", "/usr/lib/postgresql/bin"));
        assertFalse(ToolProcess.pointsElsewhere("PAGER", "less"));
    }

    @Test
    void outputIsCleanedOfEscapesAndPasswordsLineByLine() {
        List<String> heard = new ArrayList<>();
        ToolOutput output = new ToolOutput(new Secrets("p@ss wörd"), heard::add);
        List<String> lines = List.of(
                "\u001B[1;32mok\u001B[0m \u001B]0;title\u0007done\r",
                "10 %\r100 %",
                "url postgres://me:other@h/d and p%40ss%20w%C3%B6rd and p@ss wörd",
                "password=abc, \"password\": \"def\"\tbell\u0007",
                "last p@ss w");
        String text = String.join("\n", lines);
        output.add(text.toCharArray(), text.length());
        output.add("örd!".toCharArray(), 4);
        output.close();
        assertEquals(
                List.of(
                        "ok done",
                        "100 %",
                        "url postgres://me:•••@h/d and ••• and •••",
                        "password=•••, \"password\": \"•••\"    bell\\u0007",
                        "last •••!"),
                heard);
        assertEquals(heard, output.lines());
    }

    @Test
    void ofAFloodTheLastLinesAreKept() {
        ToolOutput output = new ToolOutput(new Secrets(""), _ -> {});
        String flood = "x".repeat(100_000) + "\n" + "line\n".repeat(ToolOutput.MOST_LINES);
        output.add(flood.toCharArray(), flood.length());
        assertEquals(ToolOutput.MOST_LINES, output.lines().size());
        assertEquals(1, output.omitted());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE ROLE x | true",
                "alter database live set search_path = x | true",
                "GRANT admin TO bob | true",
                "GRANT SELECT ON trees TO bob | false",
                "COPY trees TO PROGRAM 'mail' | true",
                "COPY trees FROM STDIN | false",
                "SELECT dblink_connect('x') | true",
                "CREATE TABLE programs (user_id int, role text) | false",
                "DROP TABLE user_groups | false",
                "CREATE USER MAPPING FOR x SERVER y | true",
            })
    void whatReachesOutOfADatabaseIsKnownByItsText(String text, boolean out) {
        assertEquals(out, new WithinCopy().objection(text) != null, text);
    }

    private static String key(String variable) {
        return assertThrows(BackstepException.class, () -> Variable.parse(variable))
                .key();
    }
}
