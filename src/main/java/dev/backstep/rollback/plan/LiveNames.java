package dev.backstep.rollback.plan;

import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.rules.Names;
import dev.backstep.sql.rules.ObjectId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names that things have in the database now, while a plan's steps rename and make things one after the other. */
final class LiveNames {

    private final Map<ObjectId, ObjectId> live = new HashMap<>();
    private final Set<ObjectId> made = new HashSet<>();

    /** The name in the database now of what is called {@code id} when the next step begins. */
    ObjectId live(ObjectId id) {
        ObjectId known = live.get(id);
        if (known != null || id.part().isEmpty() || id.kind() == ObjectKind.FUNCTION) {
            return known == null ? id : known;
        }
        return new ObjectId(id.kind(), liveTable(id.owner()), id.part());
    }

    QName liveTable(QName table) {
        ObjectId id = table(table);
        return live.getOrDefault(id, id).owner();
    }

    /** Whether an earlier step makes it, alone or with its table. */
    boolean fresh(ObjectId id) {
        return made.contains(id) || freshTable(id.owner());
    }

    boolean freshTable(QName table) {
        return made.contains(table(table));
    }

    /** A step has run. */
    void after(Names names) {
        Map<ObjectId, ObjectId> renamed = new HashMap<>();
        Set<ObjectId> moved = new HashSet<>();
        names.renamed().forEach((to, from) -> {
            renamed.put(to, live(from));
            if (fresh(from)) {
                moved.add(to);
            }
        });
        live.putAll(renamed);
        names.removals().forEach(removal -> made.remove(removal.origin()));
        made.addAll(moved);
        made.addAll(names.made());
    }

    static ObjectId table(QName name) {
        return new ObjectId(ObjectKind.TABLE, name, "");
    }
}
