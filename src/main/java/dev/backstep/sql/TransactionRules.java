package dev.backstep.sql;

import java.util.List;
import java.util.Locale;

/** Which statements begin or end a transaction, and which PostgreSQL refuses inside of one. */
final class TransactionRules {

    private static final List<String> CONTROL =
            List.of("BEGIN", "START TRANSACTION", "COMMIT", "END", "ROLLBACK", "ABORT", "PREPARE TRANSACTION");

    /** From the callers of {@code PreventInTransactionBlock} in PostgreSQL 15 to 18, where the first words decide. */
    private static final List<String> REFUSED = List.of(
            "VACUUM",
            "CREATE DATABASE",
            "DROP DATABASE",
            "CREATE TABLESPACE",
            "DROP TABLESPACE",
            "ALTER SYSTEM",
            "DISCARD ALL",
            "DROP SUBSCRIPTION",
            "CREATE INDEX CONCURRENTLY",
            "CREATE UNIQUE INDEX CONCURRENTLY",
            "DROP INDEX CONCURRENTLY");

    private TransactionRules() {}

    /** Whether the statement begins or ends a transaction; {@code ROLLBACK TO} a savepoint does not. */
    static boolean controls(StatementWords words) {
        return CONTROL.stream().anyMatch(words::beginsWith) && !backToSavepoint(words);
    }

    /** Whether PostgreSQL refuses the statement inside a transaction block, as far as its text tells. */
    static boolean refusedInside(StatementWords words) {
        return REFUSED.stream().anyMatch(words::beginsWith)
                || switch (words.at(0)) {
                    case "ALTER" -> alter(words);
                    case "REINDEX" -> reindex(words);
                    case "CLUSTER" -> clustersEverything(words);
                    case "CREATE" -> words.beginsWith("CREATE SUBSCRIPTION") && createsSlot(words);
                    case "DO" -> commits(words);
                    default -> false;
                };
    }

    private static boolean backToSavepoint(StatementWords words) {
        int next = List.of("WORK", "TRANSACTION").contains(words.at(1)) ? 2 : 1;
        return words.beginsWith("ROLLBACK") && words.at(next).equals("TO");
    }

    private static boolean alter(StatementWords words) {
        return switch (words.at(1)) {
            case "TABLE" -> words.words().contains("DETACH") && words.option("CONCURRENTLY", false);
            case "DATABASE" -> words.at(3).equals("SET") && words.at(4).equals("TABLESPACE");
            case "SUBSCRIPTION" -> alterSubscription(words);
            default -> false;
        };
    }

    private static boolean alterSubscription(StatementWords words) {
        if (words.at(4).equals("PUBLICATION")) {
            return words.option("REFRESH", true);
        }
        return words.at(3).equals("SET")
                && (words.words().contains("FAILOVER") || words.words().contains("TWO_PHASE"));
    }

    private static boolean createsSlot(StatementWords words) {
        return words.option("CREATE_SLOT", words.option("CONNECT", true));
    }

    private static boolean reindex(StatementWords words) {
        return words.option("CONCURRENTLY", false)
                || List.of("SCHEMA", "DATABASE", "SYSTEM").contains(words.at(afterOptions(words)));
    }

    private static boolean clustersEverything(StatementWords words) {
        return words.at(words.at(1).equals("VERBOSE") ? 2 : afterOptions(words)).isEmpty();
    }

    private static int afterOptions(StatementWords words) {
        return words.at(1).equals("(") ? words.words().indexOf(")") + 1 : 1;
    }

    /** Whether a {@code DO} block commits or rolls back, which it may not inside a transaction (2D000). */
    private static boolean commits(StatementWords words) {
        if (words.string() == null) {
            return false;
        }
        String body = Quotes.content(words.string());
        Lexer lexer = new Lexer(body);
        boolean statementMayBegin = true;
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            if (token.kind() == TokenKind.COMMENT) {
                continue;
            }
            String word = SqlText.text(body, token).toUpperCase(Locale.ROOT);
            if (statementMayBegin && (word.equals("COMMIT") || word.equals("ROLLBACK"))) {
                return true;
            }
            statementMayBegin = List.of(";", "BEGIN", "THEN", "ELSE", "LOOP").contains(word);
        }
        return false;
    }
}
