package dev.backstep.rollback.rehearsal;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.run.Precaution;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Sees to it that nothing is committed on a copy that belongs to the whole server, such as a role: a transaction that
 * has written to a catalog which all databases share still holds the lock for that when it ends. Dependencies on
 * roles, which every table has, do not count.
 */
final class WithinDatabase implements Precaution {

    /** Of shared catalogs the database is 0; 1214 is pg_shdepend (PostgreSQL's src/include/catalog/pg_shdepend.h). */
    private static final String REACHED = """
            SELECT count(*) FROM pg_catalog.pg_locks
            WHERE pid = pg_catalog.pg_backend_pid() AND locktype = 'relation' AND database = 0
              AND mode NOT IN ('AccessShareLock', 'RowShareLock') AND relation NOT IN
                  (SELECT c.oid FROM pg_catalog.pg_class c
                   WHERE c.oid = 1214
                      OR c.oid IN (SELECT i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = 1214))
            """;

    private boolean reachedOut;

    /** Whether the plan wanted to change more than its database. */
    boolean reachedOut() {
        return reachedOut;
    }

    @Override
    public void before(Moment moment) {
        // Nothing has run yet.
    }

    @Override
    public void take(Moment moment) {
        // Nothing has run yet.
    }

    @Override
    public void finish(Moment moment) throws BackstepException, SQLException {
        try (Statement statement = moment.connection().createStatement();
                ResultSet row = statement.executeQuery(REACHED)) {
            row.next();
            reachedOut = row.getLong(1) > 0;
        }
        if (reachedOut) {
            throw new BackstepException("rehearsal.reachesOut", null);
        }
    }
}
