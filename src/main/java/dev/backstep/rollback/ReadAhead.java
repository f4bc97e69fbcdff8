package dev.backstep.rollback;

import dev.backstep.database.Database;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.database.catalog.KnownCatalog;
import dev.backstep.model.BackstepException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog as the record for putting back wants it, read before the run, so that nobody waits for that under the run's locks.
 * The run takes it only where it proves to be the same then.
 */
final class ReadAhead {

    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);

    /** The person waits for what is shown, and not for this. */
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(200);

    private final AtomicReference<@Nullable KnownCatalog> last = new AtomicReference<>();

    /** Reads it, unless what was read last still holds. Where it cannot be read, the run reads it itself, or says why not. */
    void read(Database database, CatalogScope scope) {
        KnownCatalog known = last.get();
        try {
            last.set(database.read(connection -> read(connection, scope, known)));
        } catch (BackstepException e) {
            LOG.debug("The catalog is read by the run itself", e);
        }
    }

    private static KnownCatalog read(Connection connection, CatalogScope scope, @Nullable KnownCatalog known)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = " + LOCK_TIMEOUT.toMillis());
        }
        return known != null && known.holds(connection, scope) ? known : KnownCatalog.read(connection, scope);
    }

    /** What was read last; null when nothing was. */
    @Nullable
    KnownCatalog last() {
        return last.get();
    }
}
