package dev.backstep.database;

import dev.backstep.model.BackstepException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads something of a database; may be called again with a new snapshot when the first one could not be read.
 *
 * @param <T> what is read
 */
@FunctionalInterface
public interface Query<T> {

    T run(Connection connection) throws SQLException, BackstepException;
}
