package dev.backstep.sql.rules;

import dev.backstep.sql.parse.QName;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPSet;
import org.pcollections.PSet;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What is known about a schema before a script runs. The schemas after each of ten thousand scripts share what they have in
 * common.
 */
public final class KnownSchema {

    private static final Comparator<QName> NAMES = Comparator.comparing(
                    QName::schema, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(QName::name);

    /** A table's parts stand together, after the table. */
    private static final Comparator<ObjectId> ORDER = Comparator.comparing(ObjectId::owner, NAMES)
            .thenComparing(ObjectId::part)
            .thenComparing(ObjectId::kind);

    private static final KnownSchema EMPTY = new KnownSchema(true, TreePMap.empty(ORDER), TreePMap.empty(NAMES));
    private static final KnownSchema UNKNOWN = new KnownSchema(false, TreePMap.empty(ORDER), TreePMap.empty(NAMES));

    private final boolean complete;
    private final PSortedMap<ObjectId, SchemaObject> objects;
    private final PSortedMap<QName, PSet<ObjectId>> indexes;
    private @Nullable KnownSchema afterUnread;

    /** @param indexes each table's indexes, which stand among the objects under names of their own */
    KnownSchema(
            boolean complete, PSortedMap<ObjectId, SchemaObject> objects, PSortedMap<QName, PSet<ObjectId>> indexes) {
        this.complete = complete;
        this.objects = objects;
        this.indexes = indexes;
    }

    /** A database without tables: the schema before the first migration. */
    public static KnownSchema empty() {
        return EMPTY;
    }

    /** Nothing is known: a script is read on its own. */
    public static KnownSchema unknown() {
        return UNKNOWN;
    }

    /** A schema of which all is known. */
    public static KnownSchema of(Map<ObjectId, SchemaObject> objects) {
        PSortedMap<QName, PSet<ObjectId>> indexes = EMPTY.indexes;
        for (Map.Entry<ObjectId, SchemaObject> entry : objects.entrySet()) {
            if (entry.getValue() instanceof SchemaObject.Index index) {
                PSet<ObjectId> others = indexes.getOrDefault(index.table(), OrderedPSet.empty());
                indexes = indexes.plus(index.table(), others.plus(entry.getKey()));
            }
        }
        return new KnownSchema(true, EMPTY.objects.plusAll(objects), indexes);
    }

    /** What is left of this knowledge after a script that nobody read: things it knows may be gone, others there. */
    public synchronized KnownSchema afterUnread() {
        if (afterUnread == null) {
            afterUnread = complete ? new KnownSchema(false, objects, indexes) : this;
        }
        return afterUnread;
    }

    /** Whether what is not among the objects does not exist; false where only some scripts were read. */
    public boolean complete() {
        return complete;
    }

    /** What is there, by name. */
    public Map<ObjectId, SchemaObject> objects() {
        return objects;
    }

    PSortedMap<ObjectId, SchemaObject> sorted() {
        return objects;
    }

    PSortedMap<QName, PSet<ObjectId>> indexes() {
        return indexes;
    }
}
