package dev.backstep.model.catalog;

import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two catalogs.
 *
 * @param entries one for each thing that differs, in the order of their ids
 */
public record CatalogDifference(List<Entry> entries) {

    /** What happened to a thing on the way from one catalog to the other. */
    public enum Kind {
        ADDED,
        DROPPED,
        CHANGED
    }

    /**
     * One thing that differs.
     *
     * @param before its definition in the first catalog; null where it is not there
     * @param after its definition in the second; null where it is not there
     */
    public record Entry(
            CatalogId id,
            Kind kind,
            @Nullable String before,
            @Nullable String after) {}

    public CatalogDifference {
        entries = List.copyOf(entries);
    }

    /** What differs, by definitions; a thing made anew as it was is no difference. */
    public static CatalogDifference between(CatalogSnapshot before, CatalogSnapshot after) {
        NavigableSet<CatalogId> ids = new TreeSet<>(before.objects().keySet());
        ids.addAll(after.objects().keySet());
        return new CatalogDifference(
                ids.stream().flatMap(id -> between(before, after, id).stream()).toList());
    }

    /** What became of one thing; empty where it stayed as it was. */
    public static Optional<Entry> between(CatalogSnapshot before, CatalogSnapshot after, CatalogId id) {
        String was = definition(before, id);
        String is = definition(after, id);
        if (Objects.equals(was, is)) {
            return Optional.empty();
        }
        Kind kind = was == null ? Kind.ADDED : is == null ? Kind.DROPPED : Kind.CHANGED;
        return Optional.of(new Entry(id, kind, was, is));
    }

    private static @Nullable String definition(CatalogSnapshot snapshot, CatalogId id) {
        CatalogObject object = snapshot.objects().get(id);
        return object == null ? null : object.definition();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Without owners, rights and comments, which a replay cannot have as a live database has them. */
    public CatalogDifference structure() {
        return new CatalogDifference(
                entries.stream().filter(entry -> !entry.id().kind().aside()).toList());
    }
}
