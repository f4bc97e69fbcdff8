package dev.backstep.rollback.repair;

import dev.backstep.database.ScriptError;
import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.Stage;
import dev.backstep.sql.ScriptFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs scripts statement by statement on a throwaway database, and looks at the catalogs after each. */
final class Trial implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

    private final Stage stage;
    private final CatalogScope scope;
    private final Connection connection;

    Trial(Stage stage, CatalogScope scope) throws BackstepException {
        this.stage = stage;
        this.scope = scope;
        this.connection = stage.database().connectForRun();
    }

    /** Whether the statements can run in a transaction that is rolled back after them. */
    static boolean canBeTakenBack(Attempt attempt) {
        return attempt.statements().stream()
                .map(ScriptFacts::of)
                .allMatch(facts -> facts.outsideTransaction().isEmpty());
    }

    /** Runs the script; what it has done stays. */
    Walk walk(Attempt attempt) throws SQLException {
        send("RESET ALL");
        List<CatalogSnapshot> after = new ArrayList<>();
        after.add(CatalogReader.read(connection, scope));
        for (String statement : attempt.statements()) {
            String failure = attempt(statement);
            if (failure != null) {
                return new Walk(attempt, after, failure);
            }
            after.add(CatalogReader.read(connection, scope));
        }
        return new Walk(attempt, after, null);
    }

    /** Runs a script that {@linkplain #canBeTakenBack can be taken back}, and takes it back. */
    Walk walkAndBack(Attempt attempt) throws SQLException {
        send("BEGIN");
        try {
            return walk(attempt);
        } finally {
            send("ROLLBACK");
        }
    }

    /** Why a statement did not run; null where it did. */
    private @Nullable String attempt(String statement) {
        stage.watch(this::cancel);
        try {
            send(statement);
            stage.watched();
            return null;
        } catch (SQLException e) {
            String ended = stage.watched();
            return ended == null ? ScriptError.sentence(e, statement) : ended;
        }
    }

    private void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.warn("A statement on the throwaway server could not be cancelled", e);
        }
    }

    private void send(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
