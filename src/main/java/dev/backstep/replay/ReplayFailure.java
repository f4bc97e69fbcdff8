package dev.backstep.replay;

import dev.backstep.model.Version;

/**
 * Where a replay came to its end too early, and why.
 *
 * @param version the migration's version
 * @param name the migration's name
 * @param kind why, in one word
 * @param sentence why, for a person, with PostgreSQL's own words
 */
public record ReplayFailure(Version version, String name, Kind kind, String sentence) {

    /** Why a replay stopped. */
    public enum Kind {
        /** PostgreSQL refused the script. */
        REFUSED,
        /** The script does not fit the schema: what it makes is there already, what it needs is not, something depends on it. */
        CONTRADICTED,
        /** The script wants an extension that the throwaway server does not have. */
        NO_EXTENSION,
        /** The script wants what only a superuser may do. */
        NOT_ALLOWED,
        /** The script made its database larger than the limit. */
        TOO_LARGE,
        /** The script took longer than the limit. */
        TOO_LONG,
        /** The script left a transaction open. */
        TRANSACTION_OPEN,
        /** There is no up script, or it is no text. */
        NO_SCRIPT,
        /** A person cancelled. */
        CANCELLED
    }
}
