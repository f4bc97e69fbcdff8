package dev.backstep.git;

import static java.util.stream.Collectors.joining;

import dev.backstep.model.Listing;
import dev.backstep.model.Provenance;
import dev.backstep.text.Text;
import java.util.List;

/** What a checkout says, as text that whole values can be compared by. */
final class Seen {

    private Seen() {}

    /** A line per listing: places, then files; ids are left out. */
    static String listings(List<Listing> listings) {
        return listings.stream()
                .map(listing -> listing.places().stream().map(Seen::place).collect(joining(", ")) + ": "
                        + listing.files().stream()
                                .map(script -> script.fileName())
                                .collect(joining(" ")))
                .collect(joining("\n"));
    }

    /** The sentences of what was passed over. */
    static List<String> warnings(Checkout checkout) {
        return checkout.warnings().stream().map(Text::of).toList();
    }

    private static String place(Provenance place) {
        return place.place() + " " + place.name();
    }
}
