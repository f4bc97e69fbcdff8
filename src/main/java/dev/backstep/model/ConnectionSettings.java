package dev.backstep.model;

import org.jspecify.annotations.Nullable;

/**
 * How to reach a PostgreSQL database; never holds a password.
 *
 * @param host name or address; for IPv6 without brackets
 * @param port 1 to 65535
 * @param database the database's name
 * @param user the role to connect as
 * @param sslMode libpq's word: disable, allow, prefer, require, verify-ca or verify-full
 * @param searchPath the {@code search_path} to set; null for the server's own
 * @param migrationsTable the history table named by golang-migrate's {@code x-migrations-table}; null when not named
 */
public record ConnectionSettings(
        String host,
        int port,
        String database,
        String user,
        String sslMode,
        @Nullable String searchPath,
        @Nullable TableName migrationsTable) {

    /**
     * A table as a tool was told to name it.
     *
     * @param schema its schema; null for the connection's current schema
     * @param name its name, unquoted
     */
    public record TableName(@Nullable String schema, String name) {}

    /** Host and port as shown: {@code localhost:5432}. */
    public String server() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
