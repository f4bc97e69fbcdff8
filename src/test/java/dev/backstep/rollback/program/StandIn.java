package dev.backstep.rollback.program;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Stands in for a tool whose downs are programs; started as a process of its own, told the database by its environment. */
public final class StandIn {

    private StandIn() {}

    public static void main(String[] arguments) throws Exception {
        String url = System.getenv().getOrDefault("DATABASE_URL", "");
        switch (arguments[0]) {
            case "down" -> down(connect(url, null));
            case "ignore" -> down(connect(arguments[1], null));
            case "other" -> down(connect(url, arguments[1]));
            case "print" -> {
                System.out.println("\u001B[32mconnecting to " + url + "\u001B[0m");
                System.err.println("PGPASSWORD=" + System.getenv("PGPASSWORD") + " and " + arguments[1]);
                down(connect(url, null));
            }
            case "fail" -> fail(connect(url, null));
            case "hang" -> hang(connect(url, null));
            case "child" -> {
                spawn();
                hang(connect(url, null));
            }
            case "orphan" -> {
                spawn();
                down(connect(url, null));
            }
            case "sleep" -> Thread.sleep(600_000);
            case "role" -> run(connect(url, null), List.of("CREATE ROLE stand_in_role"));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static Connection connect(String url, @Nullable String database) throws SQLException {
        URI uri = URI.create(url);
        String[] login = uri.getUserInfo().split(":", 2);
        Properties properties = new Properties();
        properties.setProperty("user", login[0]);
        properties.setProperty("password", login.length > 1 ? login[1] : "");
        properties.setProperty("sslmode", "prefer");
        String name = database == null ? uri.getPath().substring(1) : database;
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + "/" + name, properties);
    }

    private static void down(Connection connection) throws SQLException {
        run(
                connection,
                List.of(
                        "BEGIN",
                        "ALTER TABLE msg_users DROP COLUMN mood",
                        "DROP TABLE msg_status",
                        "DELETE FROM msg_messages WHERE id > 2",
                        "UPDATE msg_meta SET version = '1.1.0', updated_at = now()",
                        "COMMIT"));
        System.out.println("reverted 1.2.0");
    }

    private static void fail(Connection connection) throws SQLException {
        run(connection, List.of("DROP TABLE msg_status"));
        System.out.println("reverting 1.2.0");
        run(connection, List.of("ALTER TABLE msg_users DROP COLUMN nothing"));
    }

    private static void hang(Connection connection) throws Exception {
        run(connection, List.of("DROP TABLE msg_status", "BEGIN", "DELETE FROM msg_messages"));
        System.out.println("waiting");
        Thread.sleep(600_000);
    }

    /** A child that outlives its parent, unless somebody ends it. */
    private static void spawn() throws Exception {
        Process child =
                new ProcessBuilder(StandInCommand.words("sleep")).inheritIO().start();
        System.out.println("child " + child.pid());
        Thread.sleep(500);
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
