package dev.backstep.model.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thing as the catalogs have it.
 *
 * @param identity what stays when it is renamed and is new when it is made anew; of no meaning in another database
 * @param definition its canonical text: two things with equal definitions are the same
 * @param aspects what the definition says, one by one, such as a column's type; those that say nothing are left out
 */
public record CatalogObject(String identity, String definition, Map<String, String> aspects) {

    public CatalogObject {
        aspects = Map.copyOf(aspects);
    }

    /** An aspect; null where there is none. */
    public @Nullable String aspect(String name) {
        return aspects.get(name);
    }

    public boolean has(String name) {
        return aspects.containsKey(name);
    }

    /** An aspect that lists names, one on each line. */
    public List<String> list(String name) {
        String lines = aspects.get(name);
        return lines == null || lines.isEmpty() ? List.of() : Arrays.asList(lines.split("\n", -1));
    }
}
