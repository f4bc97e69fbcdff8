package dev.backstep.release;

/** How a release and the database differ at one version, up to the release's own top. */
public enum Difference {
    /** Both have the version, with other content. */
    OTHER,
    /** The version was found with several contents; the release's is not the likeliest. */
    MAY_BE_OTHER,
    /** The release has the likeliest content, but nothing proves that it was applied. */
    UNPROVEN,
    /** Applied, and not in the release. */
    LACKING,
    /** In the release, at or below the database's version, and not applied: a tool that only goes up never runs it. */
    NEVER_RAN;

    /** Whether the database is not known to be what the release expects. */
    boolean apart() {
        return this != UNPROVEN;
    }
}
