package dev.backstep.sql.parse;

/** Kinds of things in a database that statements make, change and drop. */
public enum ObjectKind {
    TABLE,
    COLUMN,
    CONSTRAINT,
    INDEX,
    VIEW,
    MATERIALIZED_VIEW,
    SEQUENCE,
    TYPE,
    DOMAIN,
    FUNCTION,
    TRIGGER,
    POLICY,
    RULE,
    SCHEMA,
    EXTENSION,
    ROLE,
    STATISTICS,
    /** Anything else: casts, operators, languages, servers, publications … */
    OTHER
}
