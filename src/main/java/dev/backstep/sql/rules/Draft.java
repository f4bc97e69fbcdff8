package dev.backstep.sql.rules;

import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPSet;
import org.pcollections.PSet;
import org.pcollections.PSortedMap;

/** The schema while a script is read: what was there, what the script made, what it took away. */
final class Draft {

    /** Whether a thing is there at this point of the script. */
    enum Presence {
        PRESENT,
        ABSENT,
        UNKNOWN
    }

    private final KnownSchema before;
    private PSortedMap<ObjectId, SchemaObject> now;
    private PSortedMap<QName, PSet<ObjectId>> indexes;
    private final Set<ObjectId> made = new LinkedHashSet<>();
    private final Map<ObjectId, ObjectId> cameFrom = new HashMap<>();
    private final Set<ObjectId> gone = new LinkedHashSet<>();
    private final Set<ObjectId> touched = new LinkedHashSet<>();
    private String schema = "public";
    /** Whether something could not be read, so that what follows may meet things nobody saw made. */
    private boolean blurred;

    Draft(KnownSchema before) {
        this.before = before;
        this.now = before.sorted();
        this.indexes = before.indexes();
    }

    QName resolve(QName name) {
        return name.in(schema);
    }

    void searchPath(List<String> schemas) {
        schema = schemas.isEmpty() ? "public" : schemas.getFirst();
    }

    void blur() {
        blurred = true;
    }

    Presence presence(ObjectId id) {
        if (now.containsKey(id) || made.contains(id)) {
            return Presence.PRESENT;
        }
        boolean partOfMade = !id.part().isEmpty()
                && made(ObjectId.of(ObjectKind.TABLE, id.owner()))
                && get(ObjectId.of(ObjectKind.TABLE, id.owner())) instanceof SchemaObject.Table table
                && table.columnsKnown();
        return gone.contains(id) || partOfMade || (before.complete() && !blurred) ? Presence.ABSENT : Presence.UNKNOWN;
    }

    /** What is known of a thing that is there; null where nothing is. */
    @Nullable
    SchemaObject get(ObjectId id) {
        return now.get(id);
    }

    <T extends SchemaObject> @Nullable T get(ObjectId id, Class<T> type) {
        return type.isInstance(now.get(id)) ? type.cast(now.get(id)) : null;
    }

    /** Whether this script made it, and it is no older thing under a new name. */
    boolean made(ObjectId id) {
        return made.contains(id);
    }

    boolean madeTable(QName table) {
        return made.contains(ObjectId.of(ObjectKind.TABLE, table));
    }

    /** A thing the script makes. */
    void make(ObjectId id, SchemaObject object) {
        made.add(id);
        put(id, object);
    }

    /** A thing that was there, with what is known of it from now on. */
    void change(ObjectId id, SchemaObject object) {
        put(id, object);
    }

    private void put(ObjectId id, SchemaObject object) {
        touched.add(id);
        if (now.get(id) instanceof SchemaObject.Index) {
            take(id);
        }
        now = now.plus(id, object);
        if (object instanceof SchemaObject.Index index) {
            indexes = indexes.plus(index.table(), indexesOf(index.table()).plus(id));
        }
    }

    private @Nullable SchemaObject take(ObjectId id) {
        touched.add(id);
        SchemaObject taken = now.get(id);
        now = now.minus(id);
        if (taken instanceof SchemaObject.Index index) {
            indexes = indexes.plus(index.table(), indexesOf(index.table()).minus(id));
        }
        return taken;
    }

    private PSet<ObjectId> indexesOf(QName table) {
        return indexes.getOrDefault(table, OrderedPSet.empty());
    }

    /** Takes a thing away, and all that belongs to it. */
    void remove(ObjectId id) {
        if (id.kind() == ObjectKind.TABLE) {
            belongingTo(id.owner()).forEach(this::removeOne);
        }
        removeOne(id);
    }

    private void removeOne(ObjectId id) {
        take(id);
        if (!made.remove(id)) {
            gone.add(cameFrom.getOrDefault(id, id));
        }
    }

    /** The columns, constraints, triggers, policies and indexes of a table. */
    List<ObjectId> belongingTo(QName table) {
        List<ObjectId> parts = new ArrayList<>();
        for (ObjectId id : named(table)) {
            if (!id.part().isEmpty() && id.kind() != ObjectKind.FUNCTION) {
                parts.add(id);
            }
        }
        parts.addAll(indexesOf(table));
        return parts;
    }

    /** Everything of this name, a table's parts and a function's signatures among it. */
    List<ObjectId> named(QName name) {
        List<ObjectId> found = new ArrayList<>();
        // A table, or where it would be, is the first of all that have its name.
        for (ObjectId id : now.tailMap(ObjectId.of(ObjectKind.TABLE, name)).keySet()) {
            if (!id.owner().equals(name)) {
                break;
            }
            found.add(id);
        }
        return found;
    }

    /** Moves a thing, and all that belongs to it, to another name. */
    void rename(ObjectId from, ObjectId to) {
        if (from.kind() == ObjectKind.TABLE) {
            for (ObjectId part : belongingTo(from.owner())) {
                if (now.get(part) instanceof SchemaObject.Index index) {
                    put(part, new SchemaObject.Index(to.owner(), index.unique(), index.columns(), index.definition()));
                } else {
                    move(part, new ObjectId(part.kind(), to.owner(), part.part()));
                }
            }
        }
        move(from, to);
    }

    private void move(ObjectId from, ObjectId to) {
        SchemaObject object = take(from);
        if (object != null) {
            put(to, object);
        }
        if (made.remove(from)) {
            made.add(to);
        } else {
            ObjectId origin = cameFrom.getOrDefault(from, from);
            gone.add(origin);
            cameFrom.put(to, origin);
            if (origin.equals(to)) {
                gone.remove(origin);
            }
        }
    }

    /** Whether it was there before the script, and the script took it or its name away. */
    boolean gone(ObjectId id) {
        return gone.contains(id);
    }

    /** The name a thing had before the script renamed it; its own where the script did not. */
    ObjectId origin(ObjectId id) {
        ObjectId origin = cameFrom.get(id);
        if (origin != null || id.part().isEmpty() || id.kind() == ObjectKind.FUNCTION) {
            return origin == null ? id : origin;
        }
        ObjectId table = ObjectId.of(ObjectKind.TABLE, id.owner());
        return new ObjectId(id.kind(), cameFrom.getOrDefault(table, table).owner(), id.part());
    }

    /** What is there in the end under another name than before: from its name now to its name then. */
    Map<ObjectId, ObjectId> renamed() {
        Map<ObjectId, ObjectId> renamed = new HashMap<>(cameFrom);
        renamed.keySet().removeAll(made);
        renamed.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
        return renamed;
    }

    /** What is there in the end and was not before. */
    Set<ObjectId> made() {
        return made;
    }

    /** What was known of it before the script. */
    @Nullable
    SchemaObject was(ObjectId id) {
        return before.objects().get(id);
    }

    Stream<Map.Entry<ObjectId, SchemaObject>> objects(Predicate<Map.Entry<ObjectId, SchemaObject>> wanted) {
        return now.entrySet().stream().filter(wanted);
    }

    /** The things that were there before, are gone by a statement, and are there again by another. */
    List<ObjectId> replaced() {
        return gone.stream()
                .filter(id -> made.contains(id) || (now.containsKey(id) && cameFrom.containsKey(id)))
                .toList();
    }

    /** Everything that was made, changed or taken away at some point of the script. */
    Set<ObjectId> touched() {
        return touched;
    }

    KnownSchema after() {
        return new KnownSchema(before.complete() && !blurred, now, indexes);
    }
}
