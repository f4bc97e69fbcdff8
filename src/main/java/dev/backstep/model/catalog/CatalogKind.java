package dev.backstep.model.catalog;

/** Kinds of things in a catalog, in the order in which they are listed. */
public enum CatalogKind {
    SCHEMA,
    EXTENSION,
    TYPE,
    DOMAIN,
    SEQUENCE,
    TABLE,
    VIEW,
    MATERIALIZED_VIEW,
    COLUMN,
    CONSTRAINT,
    INDEX,
    STATISTICS,
    FUNCTION,
    TRIGGER,
    POLICY,
    RULE,
    /** Casts, operators, publications, servers, default rights …: that they are there, not what they do. */
    OTHER,
    /** Who may do what with a thing, its owner aside. */
    RIGHTS,
    OWNER,
    COMMENT;

    /** Whether it is said about a thing and is none itself; a replay has other roles than a live database. */
    public boolean aside() {
        return this == RIGHTS || this == OWNER || this == COMMENT;
    }
}
