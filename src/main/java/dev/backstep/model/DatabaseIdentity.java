package dev.backstep.model;

/**
 * Which database this is; part of a plan's fingerprint.
 *
 * @param server host and port as the person gave them
 * @param database the database's name
 * @param oid its oid on that server
 * @param systemIdentifier the cluster's identifier from {@code pg_control_system()}; empty where it may not be read
 */
public record DatabaseIdentity(String server, String database, long oid, String systemIdentifier) {

    /**
     * Whether both are one database, however its server was called: by the cluster's identifier where both know it. A copy of
     * the whole cluster counts as the same.
     */
    public boolean sameDatabase(DatabaseIdentity other) {
        boolean known = !systemIdentifier.isEmpty() && !other.systemIdentifier.isEmpty();
        return oid == other.oid
                && database.equals(other.database)
                && (known ? systemIdentifier.equals(other.systemIdentifier) : ServerName.same(server, other.server));
    }
}
