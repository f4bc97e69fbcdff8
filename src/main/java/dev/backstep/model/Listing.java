package dev.backstep.model;

import java.util.List;

/**
 * The files directly in a migration folder at one or more places whose trees are identical there.
 *
 * @param places where the folder looks like this; never empty, the preferred place first
 * @param files its files, ordered by name
 */
public record Listing(List<Provenance> places, List<Script> files) {

    public Listing {
        places = List.copyOf(places);
        files = List.copyOf(files);
    }
}
