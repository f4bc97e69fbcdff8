package dev.backstep.model;

/**
 * A migration that Backstep once saw in a checkout while the database had its version.
 *
 * @param migration what the checkout held
 * @param place when and where, as a place {@link Provenance.Place#JOURNAL}
 * @param holds whether the database's version has only risen since, as far as Backstep has seen
 */
public record Sighting(Migration migration, Provenance place, boolean holds) {}
