package dev.backstep.rollback.export;

import dev.backstep.fixture.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/** Runs a script with the real psql; where there is none, sends what psql would send. */
public final class Psql {

    private static final Pattern GEXEC = Pattern.compile("(?s)SELECT (\\$step_\\d+_*\\$)(.*?)\\1 \\\\gexec\n");

    private Psql() {}

    /** What went wrong, as psql or the server said it; empty when all went well. */
    public static String run(Postgres database, String script, Path folder) throws Exception {
        return installed() ? psql(database, script, folder) : jdbc(database, script);
    }

    private static boolean installed() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("psql", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String psql(Postgres database, String script, Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("plan.sql"), script);
        Path errors = folder.resolve("errors");
        ProcessBuilder psql = new ProcessBuilder(
                        "psql", "-X", "-q", "-h", "localhost", "-p", Integer.toString(Postgres.port()), "-U")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        psql.command().addAll(List.of(Postgres.USER, "-f", file.toString()));
        psql.environment().put("PGDATABASE", database.name());
        Process running = psql.start();
        Assertions.assertTrue(running.waitFor(60, TimeUnit.SECONDS), "psql hangs");
        String said = Files.readString(errors);
        Assertions.assertEquals(said.contains("ERROR:"), running.exitValue() != 0, said);
        return running.exitValue() == 0 ? "" : said;
    }

    private static String jdbc(Postgres database, String script) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            int at = 0;
            Matcher gexec = GEXEC.matcher(script);
            while (gexec.find()) {
                send(statement, script.substring(at, gexec.start()));
                send(statement, gexec.group(2));
                at = gexec.end();
            }
            send(statement, script.substring(at));
            return "";
        } catch (SQLException e) {
            return "ERROR:  " + e.getMessage();
        }
    }

    // One statement at a time, as psql does: some are refused together with others.
    private static void send(Statement statement, String script) throws SQLException {
        String text = script.replaceAll("(?m)^\\\\(set|encoding) .*$", "");
        for (dev.backstep.sql.Statement part : dev.backstep.sql.SqlText.statements(text)) {
            statement.execute(part.text());
        }
    }
}
