package dev.backstep.demo;

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
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;

/** The demo's PostgreSQL: on a free port of 127.0.0.1, with a password made up for this one start. */
final class DemoServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";
    static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final String password;

    private DemoServer(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /**
     * Starts a new server.
     *
     * @param programs where PostgreSQL's programs are unpacked to, once
     * @param data its data folder, which must not exist
     */
    static DemoServer start(Path programs, Path data) throws BackstepException {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        Path passwordFile = data.resolveSibling("initial-password");
        try {
            Files.writeString(passwordFile, password);
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(programs.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(true)
                    .setDataDirectoryCustomizer(DemoServer::configure)
                    // The only way to hand initdb an option: "locale" settings are passed as --NAME=VALUE.
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("password", password)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            return new DemoServer(server, password);
        } catch (IOException | IllegalStateException | UncheckedIOException e) {
            throw new BackstepException("demo.serverFailed", e, data.toString(), String.valueOf(e.getMessage()));
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

    int port() {
        return server.getPort();
    }

    char[] password() {
        return password.toCharArray();
    }

    /** A connection of the server's owner. */
    Connection connect(String database) throws SQLException {
        return server.getDatabase(USER, database).getConnection();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
