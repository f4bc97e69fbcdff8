package dev.backstep.rollback.repair;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.List;

/** The words for what differs between what scripts make and a live schema. */
public final class Differences {

    private static final int NAMED = 8;

    private Differences() {}

    /** One for each thing: {@code users.age is missing in the live schema}. */
    public static List<String> each(CatalogDifference differences) {
        return differences.entries().stream()
                .map(entry -> Text.of(
                        "repair.difference." + entry.kind(),
                        Visible.of(entry.id().toString())))
                .toList();
    }

    /** The first of them in one line. */
    static String words(CatalogDifference differences) {
        List<String> each = each(differences);
        String named = String.join("; ", each.subList(0, Math.min(NAMED, each.size())));
        return each.size() > NAMED ? Text.of("finding.met.more", named, each.size() - NAMED) : named;
    }
}
