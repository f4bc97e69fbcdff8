package dev.backstep.database;

import dev.backstep.text.Text;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Puts an error of PostgreSQL into a sentence, with the line of the script where the server names a place. */
public final class ScriptError {

    private ScriptError() {}

    /** {@code text} is the script that was sent; empty when it was not a script's statement that failed. */
    public static String sentence(SQLException problem, String text) {
        String state = String.valueOf(problem.getSQLState());
        String message = ConnectionProblem.message(problem);
        int position = position(problem);
        if (text.isEmpty()) {
            return Text.of("run.failed", message, state);
        }
        if (position == 0) {
            return Text.of("run.scriptFailed", message, state);
        }
        return Text.of("run.scriptFailedAtLine", message, state, Long.toString(line(text, position)));
    }

    /** Counted in characters from 1; 0 for none. */
    private static int position(SQLException problem) {
        ServerErrorMessage said = problem instanceof PSQLException e ? e.getServerErrorMessage() : null;
        return said == null ? 0 : said.getPosition();
    }

    private static long line(String text, int position) {
        return 1 + text.codePoints().limit(position - 1L).filter(c -> c == '\n').count();
    }
}
