package dev.backstep.sql.parse;

import dev.backstep.sql.Statement;
import java.util.List;

/** Reads statements; the seam behind which the parser library can be replaced. */
public interface StatementParser {

    /**
     * What the statement does, in order; never empty, never throws. What it cannot tell is {@link Change.Unread}.
     *
     * @param budget counts the work; when it is spent, statements are left unread
     */
    List<Change> parse(Statement statement, Budget budget);

    /** The parser in use. */
    static StatementParser standard() {
        return new PgCodeKeeperParser();
    }
}
