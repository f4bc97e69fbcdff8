package dev.backstep.replay;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What scripts take for granted and a throwaway database does not have. Roles belong to a server and are often made by hand,
 * before the first migration: one that is missing is made. Where a superuser runs the migrations, a table in {@code public}
 * can be given to a role that may make nothing there: for such a script everybody may, until it has ended.
 */
final class Presumed {

    /** The most that is done for one script. */
    private static final int MOST = 50;

    /** undefined_object; of {@code SET ROLE}, invalid_parameter_value. */
    private static final Set<String> NO_ROLE = Set.of("42704", "22023");

    private static final Pattern MISSING = Pattern.compile("role \"(.+)\" does not exist");
    private static final String NOT_ALLOWED = "42501";
    private static final String CLOSED = "permission denied for schema public";

    private int done;
    private boolean opened;

    /** Makes what the refused script lacks; false where it lacked something else. The session is in no transaction. */
    boolean provide(ReplaySession session, SQLException refusal) {
        String sql = remedy(refusal);
        if (sql == null || done++ == MOST) {
            return false;
        }
        try {
            session.send("RESET ROLE; " + sql);
            return true;
        } catch (SQLException e) {
            // Such as a name that PostgreSQL keeps for itself: then the script's own refusal is what counts.
            return false;
        }
    }

    /** The server's language is always English. */
    private @Nullable String remedy(SQLException refusal) {
        ServerErrorMessage said = refusal instanceof PSQLException e ? e.getServerErrorMessage() : null;
        String message = said == null ? null : said.getMessage();
        if (message == null) {
            return null;
        }
        Matcher missing = MISSING.matcher(message);
        if (NO_ROLE.contains(String.valueOf(refusal.getSQLState())) && missing.matches()) {
            return "CREATE ROLE " + ThrowawayServer.quoted(missing.group(1));
        }
        if (NOT_ALLOWED.equals(refusal.getSQLState()) && CLOSED.equals(message) && !opened) {
            opened = true;
            return "GRANT CREATE ON SCHEMA public TO PUBLIC";
        }
        return null;
    }

    /** Takes back what is no more than lent; in the script's transaction, where it is still open. */
    void takeBack(ReplaySession session) throws SQLException {
        if (opened) {
            session.send("RESET ROLE; DO $$ BEGIN REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
                    + " EXCEPTION WHEN invalid_schema_name THEN NULL; END $$");
        }
    }
}
