package dev.backstep.model;

/**
 * Another session on the database.
 *
 * @param pid its backend's process id
 * @param user its role
 * @param application its application name; empty when it gave none
 * @param address the client's address; {@code local} for a socket
 * @param state as in {@code pg_stat_activity}: active, idle, idle in transaction …
 */
public record Session(int pid, String user, String application, String address, String state) {}
