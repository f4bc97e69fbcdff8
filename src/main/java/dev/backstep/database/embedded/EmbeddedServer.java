package dev.backstep.database.embedded;

import dev.backstep.model.BackstepException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/** A PostgreSQL of Backstep's own: on a free port of 127.0.0.1, with a password made up for this one start. */
public final class EmbeddedServer implements AutoCloseable {

    public static final String HOST = "127.0.0.1";
    public static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final String password;
    private final Optional<ProcessHandle> postmaster;

    private EmbeddedServer(EmbeddedPostgres server, String password, Optional<ProcessHandle> postmaster) {
        this.server = server;
        this.password = password;
        this.postmaster = postmaster;
    }

    /**
     * Starts a new server.
     *
     * @param programs where PostgreSQL's programs are unpacked to, once
     * @param data its data folder, which must not exist; the folder that holds it must
     */
    public static EmbeddedServer start(Path programs, Path data) throws BackstepException {
        String password = newPassword();
        Path passwordFile = data.resolveSibling("initial-password");
        try {
            Files.writeString(passwordFile, password);
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(programs.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(true)
                    .setDataDirectoryCustomizer(EmbeddedServer::configure)
                    // The only way to hand initdb an option: "locale" settings are passed as --NAME=VALUE.
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("password", password)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            return new EmbeddedServer(server, password, StaleServer.postmaster(data));
        } catch (IOException | IllegalStateException | UncheckedIOException e) {
            throw new BackstepException("embedded.failed", e, data.toString(), String.valueOf(e.getMessage()));
        } finally {
            passwordFile.toFile().delete();
        }
    }

    /** Local connections only, and those by password: other people of this machine have no business here. */
    private static void configure(File data) {
        try {
            Files.writeString(
                    data.toPath().resolve("pg_hba.conf"),
                    "host all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n");
            Files.writeString(
                    data.toPath().resolve("postgresql.conf"), """

                    listen_addresses = '127.0.0.1'
                    unix_socket_directories = ''
                    fsync = off
                    full_page_writes = off
                    synchronous_commit = off
                    max_locks_per_transaction = 256
                    """, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** For this one start; the caller wipes it. */
    public char[] password() {
        return password.toCharArray();
    }

    /** A password that nobody knows: 128 bits by chance, in letters and digits. */
    public static String newPassword() {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** A connection of the server's owner, with the simple query protocol, so that a text is sent as it is. */
    public Connection connect(String database) throws SQLException {
        return connect(database, USER, password, new Properties());
    }

    /** A connection of any role, with the simple query protocol; {@code more} goes to the driver as well. */
    public Connection connect(String database, String user, String itsPassword, Properties more) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(more);
        properties.setProperty("user", user);
        properties.setProperty("password", itsPassword);
        properties.setProperty("PGDBNAME", database);
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection("jdbc:postgresql://" + HOST + ":" + port() + "/", properties);
    }

    /** Stops it because of a problem, which stays the one to tell of. */
    public void closeAfter(Exception problem) {
        try {
            close();
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }

    /** Stops it, and comes back when no process of it is left: what still runs still writes. */
    @Override
    public void close() throws IOException {
        server.close();
        if (postmaster.isPresent() && !StaleServer.end(postmaster.get())) {
            throw new IOException("the server's process " + postmaster.get().pid() + " does not end");
        }
    }
}
