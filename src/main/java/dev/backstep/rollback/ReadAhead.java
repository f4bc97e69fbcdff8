package dev.backstep.rollback;

import dev.backstep.database.Database;
import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.database.catalog.KnownCatalog;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.saved.Saver;
import dev.backstep.rollback.undo.UndoBook;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the record for putting back holds, read before the run, so that nobody waits for that under the run's locks. A script is
 * what its id stands for, whenever it is read; the catalog is taken only where it proves to be the same. What could not be read
 * before is read by the run.
 */
final class ReadAhead implements ScriptReader {

    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);

    /** The person waits for what is shown, and not for this. */
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(200);

    private final ScriptReader scripts;
    private final Map<Script, byte[]> texts = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable KnownCatalog> known = new AtomicReference<>();

    ReadAhead(ScriptReader scripts) {
        this.scripts = scripts;
    }

    /** Reads what a run of this plan will keep in mind. */
    void of(Database database, Plan plan) {
        KnownCatalog last = known.get();
        try {
            known.set(database.read(connection -> catalog(connection, Saver.scope(plan), last)));
            if (plan.migrates()) {
                readScripts(plan);
            }
        } catch (BackstepException e) {
            LOG.debug("What is left the run reads itself", e);
        }
    }

    private void readScripts(Plan plan) throws BackstepException {
        for (Step step : plan.steps()) {
            Script script = UndoBook.opposite(step);
            if (script != null) {
                texts.put(script, read(script));
            }
        }
    }

    @Override
    public byte[] read(Script script) throws BackstepException {
        byte[] text = texts.get(script);
        return text == null ? scripts.read(script) : text;
    }

    /** In the run's transaction, which has written nothing: read again, unless what is known is proven to be the same. */
    CatalogSnapshot catalog(Connection connection, CatalogScope scope) throws SQLException {
        KnownCatalog last = known.get();
        return last != null && last.holds(connection, scope) ? last.catalog() : CatalogReader.read(connection, scope);
    }

    private static KnownCatalog catalog(Connection connection, CatalogScope scope, @Nullable KnownCatalog last)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = " + LOCK_TIMEOUT.toMillis());
        }
        return last != null && last.holds(connection, scope) ? last : KnownCatalog.read(connection, scope);
    }
}
