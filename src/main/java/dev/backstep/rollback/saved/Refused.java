package dev.backstep.rollback.saved;

import dev.backstep.database.ConnectionProblem;
import dev.backstep.model.BackstepException;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL refuses while rows go in or out; its words only where they cannot quote a row. */
public final class Refused {

    private static final String QUERY_CANCELED = "57014";

    /** Classes of SQLSTATE whose messages name things and never values. */
    private static final Set<String> NAMES_ONLY = Set.of("0A", "25", "28", "3D", "3F", "42", "53", "54", "55", "57");

    private Refused() {}

    /**
     * The sentence for it.
     *
     * @param key of a sentence about a table and why
     * @throws SQLException the same, when the connection is lost or the person cancelled: the run knows what to say
     */
    public static BackstepException of(SQLException problem, String key, String table) throws SQLException {
        if (ConnectionProblem.isLost(problem) || QUERY_CANCELED.equals(problem.getSQLState())) {
            throw problem;
        }
        return new BackstepException(key, withoutValues(problem), table, words(problem));
    }

    /** {@code permission denied for table x (SQLSTATE 42501)}. */
    public static String words(SQLException problem) {
        String state = String.valueOf(problem.getSQLState());
        ServerErrorMessage said = problem instanceof PSQLException e ? e.getServerErrorMessage() : null;
        boolean harmless = state.length() == 5 && NAMES_ONLY.contains(state.substring(0, 2));
        return said == null || !harmless ? "SQLSTATE " + state : said.getMessage() + " (SQLSTATE " + state + ")";
    }

    /** For the log: detail and context of the original may quote a row. */
    private static SQLException withoutValues(SQLException problem) {
        return new SQLException(words(problem), problem.getSQLState());
    }
}
