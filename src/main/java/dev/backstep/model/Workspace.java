package dev.backstep.model;

import java.util.List;

/**
 * One database and one checkout, and how their tracks are paired.
 *
 * @param database how to reach the database
 * @param repository a folder in the checkout, absolute
 * @param pairings tracks the person paired by hand; empty to let Backstep find them
 */
public record Workspace(ConnectionSettings database, String repository, List<Track> pairings) {

    public Workspace {
        pairings = List.copyOf(pairings);
    }
}
