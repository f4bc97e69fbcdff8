package dev.backstep.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a database: a PostgreSQL server, or a SQLite file; never holds a password.
 *
 * @param host name or address; for IPv6 without brackets; empty for a file
 * @param port 1 to 65535; 0 for a file
 * @param database the database's name; the file's
 * @param user the role to connect as; empty for a file
 * @param sslMode libpq's word: disable, allow, prefer, require, verify-ca or verify-full
 * @param searchPath the {@code search_path} to set; null for the server's own
 * @param migrationsTable the history table named by golang-migrate's {@code x-migrations-table}; null when not named
 * @param file the SQLite file, absolute or from the workspace's checkout; null for a server
 */
public record ConnectionSettings(
        String host,
        int port,
        String database,
        String user,
        String sslMode,
        @Nullable String searchPath,
        @Nullable TableName migrationsTable,
        @Nullable String file) {

    /** A database on a server. */
    public ConnectionSettings(
            String host,
            int port,
            String database,
            String user,
            String sslMode,
            @Nullable String searchPath,
            @Nullable TableName migrationsTable) {
        this(host, port, database, user, sslMode, searchPath, migrationsTable, null);
    }

    /**
     * A SQLite file.
     *
     * @param file absolute or from the workspace's checkout
     */
    public static ConnectionSettings ofFile(String file) {
        Path name = Path.of(file).getFileName();
        return new ConnectionSettings("", 0, name == null ? file : name.toString(), "", "disable", null, null, file);
    }

    /**
     * A table as a tool was told to name it.
     *
     * @param schema its schema; null for the connection's current schema
     * @param name its name, unquoted
     */
    public record TableName(@Nullable String schema, String name) {}

    /** Whether it is a SQLite file. */
    public boolean isFile() {
        return file != null;
    }

    /** Host and port as shown: {@code localhost:5432}; of a file its folder. */
    public String server() {
        if (file != null) {
            Path folder = Path.of(file).getParent();
            return folder == null ? "." : folder.toString();
        }
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
