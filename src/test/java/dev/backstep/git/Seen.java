package dev.backstep.git;

import static java.util.stream.Collectors.joining;

import dev.backstep.model.Listing;
import dev.backstep.model.Script;
import dev.backstep.text.Text;
import java.util.List;
import java.util.Optional;

/** What a checkout says, as text that whole values can be compared by. */
final class Seen {

    private Seen() {}

    /** A line per listing: places, then files; ids are left out. */
    static String listings(List<Listing> listings) {
        return listings.stream()
                .map(listing -> places(listing) + ": "
                        + listing.files().stream().map(Script::fileName).collect(joining(" ")))
                .collect(joining("\n"));
    }

    static String places(Listing listing) {
        return listing.places().stream()
                .map(place -> place.place() + " " + place.name())
                .collect(joining(", "));
    }

    /** The sentences of what was passed over. */
    static List<String> warnings(Checkout checkout) {
        return checkout.warnings().stream().map(Text::of).toList();
    }

    /** A file's version: what stands before the first underscore. */
    static Optional<String> version(String fileName) {
        int end = fileName.indexOf('_');
        return end < 0 ? Optional.empty() : Optional.of(fileName.substring(0, end));
    }
}
