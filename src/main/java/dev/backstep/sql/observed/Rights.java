package dev.backstep.sql.observed;

import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogObject;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.ObjectKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The grants and revocations that explain who may do what with things that were there before and still are. */
final class Rights {

    private final Matching matching;

    Rights(Matching matching) {
        this.matching = matching;
    }

    List<Change> changes() {
        Set<CatalogId> ids = new TreeSet<>();
        rights(matching.before(), ids);
        rights(matching.after(), ids);
        List<Change> changes = new ArrayList<>();
        for (CatalogId id : ids) {
            Set<String> was = lines(id, matching.before().objects().get(id));
            Set<String> is = lines(id, matching.after().objects().get(id));
            CatalogId thing = thing(id);
            boolean stays = matching.before().objects().containsKey(thing)
                    && matching.after().objects().containsKey(thing)
                    && !matching.fresh().contains(thing);
            if (stays && !is.containsAll(was)) {
                changes.add(grant(id, true));
            }
            if (stays && !was.containsAll(is)) {
                changes.add(grant(id, false));
            }
        }
        return changes;
    }

    private static void rights(CatalogSnapshot snapshot, Set<CatalogId> ids) {
        snapshot.objects().keySet().stream()
                .filter(id -> id.kind() == CatalogKind.RIGHTS)
                .forEach(ids::add);
    }

    private static Change grant(CatalogId id, boolean revoke) {
        return new Change.Grant(revoke, ObjectKind.valueOf(kind(id)), List.of(ObservedSchema.name(id)));
    }

    private static String kind(CatalogId id) {
        return id.part().split(" ", 2)[0];
    }

    private static CatalogId thing(CatalogId id) {
        String[] words = id.part().split(" ", 2);
        return new CatalogId(CatalogKind.valueOf(words[0]), id.schema(), id.name(), words.length > 1 ? words[1] : "");
    }

    /** What is not said is as PostgreSQL gives it: functions and types are everybody's. */
    private static Set<String> lines(CatalogId id, @Nullable CatalogObject rights) {
        if (rights != null) {
            return new HashSet<>(rights.definition().lines().toList());
        }
        return switch (kind(id)) {
            case "FUNCTION" -> Set.of("PUBLIC EXECUTE");
            case "TYPE" -> Set.of("PUBLIC USAGE");
            default -> Set.of();
        };
    }
}
