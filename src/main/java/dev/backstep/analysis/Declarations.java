package dev.backstep.analysis;

import dev.backstep.analysis.Declared.Origin;
import dev.backstep.model.AppliedRecord;
import dev.backstep.model.History;
import dev.backstep.model.Marker;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.TimelineRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is declared of a migration outside its SQL: in its row of the history table, and in its file. */
final class Declarations {

    private Declarations() {}

    static List<Declared> of(@Nullable History history, TimelineRow row, Migration migration) {
        List<Declared> declared = new ArrayList<>(2);
        if (history != null && row.lane().inDatabase()) {
            history.records().stream()
                    .filter(record -> record.version().equals(row.version()))
                    .map(AppliedRecord::declared)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(marker -> declared.add(new Declared(Origin.ROW, marker, "")));
        }
        Script up = migration.up();
        if (up != null && up.traits().contains(Script.Trait.DECLARED_COMPATIBLE)) {
            declared.add(new Declared(Origin.FILE, Marker.COMPATIBLE, ""));
        }
        if (up != null && up.traits().contains(Script.Trait.DECLARED_BREAKING)) {
            declared.add(new Declared(Origin.FILE, Marker.BREAKING, ""));
        }
        return declared;
    }
}
