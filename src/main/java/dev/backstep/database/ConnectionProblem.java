package dev.backstep.database;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Puts what PostgreSQL and its driver throw into sentences.
 *
 * <p>Goes by SQLState, by the server's routine and by the cause's type: the server's messages come in its own language.
 */
public final class ConnectionProblem {

    private static final Set<String> TLS_ONLY = Set.of("require", "verify-ca", "verify-full");

    private ConnectionProblem() {}

    /** The sentence for a failed connection or query; {@code thrown} may wrap the driver's exception. */
    public static BackstepException of(Exception thrown, ConnectionSettings settings) {
        SQLException cause = last(thrown, SQLException.class);
        String server = settings.server();
        if (cause == null) {
            return new BackstepException("database.failed", thrown, server, message(thrown));
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return switch (state) {
            case "28P01" -> new BackstepException("database.wrongPassword", thrown, server, settings.user());
            case "28000" -> notLetIn(cause, settings);
            case "08004" -> rejected(cause, settings);
            case "3D000" -> new BackstepException("database.noDatabase", thrown, server, settings.database());
            case "53300" -> new BackstepException("database.tooManyConnections", thrown, server);
            case "57P03" -> new BackstepException("database.starting", thrown, server, message(cause));
            case "57P01", "57P02", "08003" -> new BackstepException("database.lost", thrown, server, message(cause));
            case "08001", "08006", "08000" -> network(cause, settings);
            case "57014" -> new BackstepException("database.readTimeout", thrown, server);
            case "55P03" -> new BackstepException("database.lockTimeout", thrown, server, message(cause));
            case "42501" -> new BackstepException("database.denied", thrown, settings.user(), message(cause));
            default -> new BackstepException("database.failed", thrown, server, message(cause));
        };
    }

    /** Whether the exception says that the connection is gone, so that nothing more can be asked on it. */
    public static boolean isLost(SQLException thrown) {
        String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
        return state.startsWith("08") || state.equals("57P01") || state.equals("57P02") || state.equals("57P05");
    }

    /** Whether the server itself answered with the error and goes on: what was sent has ended, and was refused. */
    public static boolean isAnswered(SQLException thrown) {
        return said(thrown) != null && !isLost(thrown);
    }

    /** PostgreSQL's own words with detail and hint on lines of their own, or the driver's where there are none. */
    public static String message(Exception thrown) {
        ServerErrorMessage said = said(thrown);
        if (said == null || said.getMessage() == null) {
            return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        }
        StringBuilder words = new StringBuilder(said.getMessage());
        if (said.getDetail() != null) {
            words.append("\n").append(said.getDetail());
        }
        if (said.getHint() != null) {
            words.append("\n").append(said.getHint());
        }
        return words.toString();
    }

    private static BackstepException notLetIn(SQLException cause, ConnectionSettings settings) {
        ServerErrorMessage said = said(cause);
        boolean noRole = said != null && "InitializeSessionUserId".equals(said.getRoutine());
        String key = noRole ? "database.noRole" : "database.notLetIn";
        return new BackstepException(key, cause, settings.server(), settings.user(), message(cause));
    }

    /** The driver itself gives up while logging in: there is no encryption, or no password. */
    private static BackstepException rejected(SQLException cause, ConnectionSettings settings) {
        boolean noTls = GT.tr("The server does not support SSL.").equals(cause.getMessage());
        if (noTls && TLS_ONLY.contains(settings.sslMode())) {
            return new BackstepException("database.tlsRefused", cause, settings.server(), settings.sslMode());
        }
        return new BackstepException("database.needsPassword", cause, settings.server(), settings.user());
    }

    private static BackstepException network(SQLException cause, ConnectionSettings settings) {
        String server = settings.server();
        if (last(cause, UnknownHostException.class) != null) {
            return new BackstepException("database.unknownHost", cause, settings.host());
        }
        if (last(cause, SocketTimeoutException.class) != null || loginTimedOut(cause)) {
            return new BackstepException("database.timeout", cause, server);
        }
        Exception refused = last(cause, ConnectException.class);
        if (refused != null) {
            return new BackstepException("database.refused", cause, server, message(refused));
        }
        Exception tls = last(cause, SSLException.class);
        if (tls == null) {
            tls = last(cause, GeneralSecurityException.class);
        }
        if (tls != null || isAboutTls(cause)) {
            return new BackstepException("database.tlsFailed", cause, server, message(tls == null ? cause : tls));
        }
        return new BackstepException("database.lost", cause, server, message(cause));
    }

    private static boolean loginTimedOut(SQLException cause) {
        return GT.tr("Connection attempt timed out.").equals(cause.getMessage());
    }

    /** Thrown while the driver reads certificates and compares names. */
    private static boolean isAboutTls(SQLException cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().startsWith("org.postgresql.ssl.")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ServerErrorMessage said(Exception thrown) {
        PSQLException cause = last(thrown, PSQLException.class);
        return cause == null ? null : cause.getServerErrorMessage();
    }

    private static <T extends Throwable> @Nullable T last(Throwable thrown, Class<T> type) {
        T found = null;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                found = type.cast(cause);
            }
        }
        return found;
    }
}
