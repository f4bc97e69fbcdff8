package dev.backstep.journal;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance.Rise;
import dev.backstep.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look at a database and a checkout.
 *
 * @param subject whose history it is
 * @param position where the history stood
 * @param checkout the checkout's top folder
 * @param branch its branch, or its commit's first digits
 * @param commit the full id of the commit that was checked out; null before the first one
 * @param held the applied migrations that the working tree held
 */
public record Look(
        Subject subject,
        Position position,
        String checkout,
        String branch,
        @Nullable String commit,
        List<Held> held) {

    public Look {
        held = List.copyOf(held);
    }

    /** One history: a table of a database. */
    public record Subject(DatabaseIdentity database, HistoryTable table) {}

    /**
     * Where a history stood.
     *
     * @param at the version; null for nothing applied
     * @param stamp changes whenever the tool writes its history, also when it writes the same again
     */
    public record Position(@Nullable Version at, String stamp) {}

    /**
     * A migration in the working tree.
     *
     * @param migration its version, name and scripts
     * @param committed whether the checked-out commit has the same scripts
     * @param rise how the database moved over it while the checkout held it; null where that was not seen
     */
    public record Held(
            Migration migration,
            boolean committed,
            @Nullable Rise rise) {}
}
