package dev.backstep.database;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A database of any kind, for reading; every problem is a sentence. Its calls block. */
public interface DatabaseReader extends AutoCloseable {

    /** How it was reached. */
    ConnectionSettings settings();

    /**
     * Runs a query over one snapshot; nothing can be written by it.
     *
     * @throws BackstepException when the database cannot be reached or the query fails
     */
    <T> T read(Query<T> query) throws BackstepException;

    /** Which database the connection is on. */
    DatabaseIdentity identity(Connection connection) throws SQLException;

    /** As shown: {@code PostgreSQL 18.6}, {@code SQLite}. */
    String serverVersion(Connection connection) throws SQLException;

    /** The client sessions of others on it, as far as they can be seen. */
    List<Session> sessions(Connection connection) throws SQLException;

    /** How many tables users have made. 0 tells an empty database. */
    int userTables(Connection connection) throws SQLException;

    @Override
    void close();
}
