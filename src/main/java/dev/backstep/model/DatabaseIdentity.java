package dev.backstep.model;

/**
 * Which database this is; part of a plan's fingerprint.
 *
 * @param server host and port as the person gave them
 * @param database the database's name
 * @param oid its oid on that server
 * @param systemIdentifier the cluster's identifier from {@code pg_control_system()}; empty where it may not be read
 */
public record DatabaseIdentity(String server, String database, long oid, String systemIdentifier) {}
