package dev.backstep.rollback.run;

import dev.backstep.fixture.Postgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/**
 * A program that migrates up over and over, message for message as golang-migrate v4.19 does: takes its advisory lock, reads
 * the version, and for each file above it writes the version dirty, sends the file, writes the version clean. Written from
 * golang-migrate's own protocol, and shares nothing with Backstep's.
 *
 * <p>Ends when its input does; prints how often it found something to do.
 */
final class UpAgain {

    static final int TOP = 5;

    private UpAgain() {}

    /** Each direction of each migration leaves a line in a log, in the transaction it runs in. */
    static String up(int version) {
        return "CREATE TABLE t" + version + " (id int); INSERT INTO log (version, direction) VALUES (" + version
                + ", 'up')";
    }

    static String down(int version) {
        return "DROP TABLE t" + version + "; INSERT INTO log (version, direction) VALUES (" + version + ", 'down')";
    }

    /** The name that goes into the lock's key: an application's is the database's, the command line's has a slash. */
    public static void main(String[] arguments) throws Exception {
        String url = "jdbc:postgresql://localhost:" + arguments[0] + "/" + arguments[1];
        long key = key(arguments[2]);
        int worked = 0;
        System.out.println("begins");
        while (System.in.available() == 0) {
            try (Connection connection = DriverManager.getConnection(url, Postgres.USER, "");
                    Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute("SELECT pg_advisory_lock(" + key + ")");
                worked += up(statement) ? 1 : 0;
                statement.execute("SELECT pg_advisory_unlock(" + key + ")");
            }
            LockSupport.parkNanos(2_000_000);
        }
        System.out.println(worked);
    }

    private static boolean up(Statement statement) throws SQLException {
        int version = -1;
        try (ResultSet row = statement.executeQuery("SELECT version, dirty FROM schema_migrations LIMIT 1")) {
            if (row.next()) {
                version = row.getInt(1);
                if (row.getBoolean(2)) {
                    throw new IllegalStateException("Dirty database version " + version + ". Fix and force version.");
                }
            }
        }
        for (int next = Math.max(1, version + 1); next <= TOP; next++) {
            set(statement, next, true);
            statement.execute(up(next));
            set(statement, next, false);
        }
        return version < TOP;
    }

    private static void set(Statement statement, int version, boolean dirty) throws SQLException {
        statement.execute("BEGIN");
        statement.execute("TRUNCATE \"public\".\"schema_migrations\"");
        statement.execute("INSERT INTO \"public\".\"schema_migrations\" (version, dirty) VALUES (" + version + ", "
                + dirty + ")");
        statement.execute("COMMIT");
    }

    private static long key(String database) {
        CRC32 crc = new CRC32();
        crc.update(("public\0schema_migrations\0" + database).getBytes(StandardCharsets.UTF_8));
        return (crc.getValue() * 1486364155L) & 0xFFFFFFFFL;
    }
}
