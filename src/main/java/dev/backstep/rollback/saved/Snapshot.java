package dev.backstep.rollback.saved;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written, in one transaction that nobody disturbs.
 *
 * @param connection of the run; its settings are those for copying
 * @param plan what it is saved for
 * @param database the database
 * @param salvage what is saved; its tables are locked
 * @param catalog as it is before
 * @param at when
 * @param serverVersion the server's version as shown
 */
record Snapshot(
        Connection connection,
        Manifest.PlanId plan,
        DatabaseIdentity database,
        Salvage salvage,
        CatalogSnapshot catalog,
        Instant at,
        String serverVersion) {

    /** Where the sequences stand. Their positions are outside of every transaction; they are read when the tables are locked. */
    List<SequencePosition> positions() throws SQLException {
        List<SequencePosition> positions = new ArrayList<>();
        for (TableName sequence : salvage.sequences()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT last_value, is_called FROM " + sequence.sql())) {
                row.next();
                positions.add(new SequencePosition(sequence, row.getLong(1), row.getBoolean(2)));
            }
        }
        return positions;
    }

    /** The manifest over what was written. */
    Manifest manifest(String encoding, List<Manifest.Entry> parts, @Nullable String catalogSum) throws SQLException {
        return new Manifest(
                Manifest.FORMAT,
                at.truncatedTo(ChronoUnit.SECONDS).toString(),
                plan,
                database,
                serverVersion,
                encoding,
                parts,
                positions(),
                salvage.unsaved().stream().map(Unsaved::sentence).toList(),
                catalogSum);
    }
}
