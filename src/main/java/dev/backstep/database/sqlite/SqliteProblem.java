package dev.backstep.database.sqlite;

import dev.backstep.model.BackstepException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Puts what SQLite says into sentences, by its result codes. */
public final class SqliteProblem {

    private static final int PRIMARY = 0xff;

    private SqliteProblem() {}

    /** The sentence for a query or a statement that failed. */
    public static BackstepException of(SQLException thrown, Path file) {
        String name = file.toString();
        if (thrown.getErrorCode() == SQLiteErrorCode.SQLITE_READONLY_ROLLBACK.code
                || thrown.getErrorCode() == SQLiteErrorCode.SQLITE_READONLY_RECOVERY.code) {
            return new BackstepException("sqlite.cutOff", thrown, name);
        }
        return switch (primary(thrown)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> new BackstepException("sqlite.locked", thrown, name);
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH -> new BackstepException("sqlite.denied", thrown, name);
            case SQLITE_READONLY -> new BackstepException("sqlite.readOnly", thrown, name);
            case SQLITE_NOTADB -> new BackstepException("sqlite.notSqlite", thrown, name);
            case SQLITE_CORRUPT -> new BackstepException("sqlite.corrupt", thrown, name, message(thrown));
            case SQLITE_FULL -> new BackstepException("sqlite.full", thrown, name);
            default -> new BackstepException("sqlite.failed", thrown, name, message(thrown));
        };
    }

    /** SQLite's own words. */
    public static String message(SQLException thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    /** Whether another connection has the file locked. */
    public static boolean isBusy(SQLException thrown) {
        return primary(thrown) == SQLiteErrorCode.SQLITE_BUSY;
    }

    private static SQLiteErrorCode primary(SQLException thrown) {
        return SQLiteErrorCode.getErrorCode(thrown.getErrorCode() & PRIMARY);
    }
}
