package dev.backstep.rollback.impact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much a finding is about, in this database now. Null amounts could not be told in the time there was. */
public sealed interface Measure {

    /** Whether row security hid rows from the count. */
    default boolean partial() {
        return (this instanceof Rows rows && rows.rowSecurity())
                || (this instanceof Values values && values.rowSecurity())
                || (this instanceof Hits hits && hits.rowSecurity());
    }

    /**
     * A table's rows, with its indexes' and partitions' bytes.
     *
     * @param rowSecurity whether only the rows were counted that this role may see
     * @param grants who else than the owner may do what with it
     */
    record Rows(@Nullable Amount rows, @Nullable Amount bytes, boolean rowSecurity, List<String> grants)
            implements Measure {
        public Rows {
            grants = List.copyOf(grants);
        }
    }

    /**
     * A column's values.
     *
     * @param held how many rows hold one
     * @param rows of the table
     * @param generated whether they are computed from other columns, so that nothing is lost
     */
    record Values(
            @Nullable Amount held,
            @Nullable Amount rows,
            @Nullable Amount bytes,
            boolean generated,
            boolean rowSecurity)
            implements Measure {}

    /** The rows that a DELETE or UPDATE would hit now. */
    record Hits(Amount hit, @Nullable Amount rows, boolean rowSecurity) implements Measure {}

    /** The columns whose rows use the labels that go, with how many rows; null where they could not be counted. */
    record Labels(List<Use> uses) implements Measure {
        public Labels {
            uses = List.copyOf(uses);
        }

        public record Use(String column, @Nullable Amount rows) {}
    }

    /** A sequence's last value. */
    record Position(long last) implements Measure {}

    /** Who may do what with the thing now. */
    record Rights(List<String> grants) implements Measure {
        public Rights {
            grants = List.copyOf(grants);
        }
    }

    /** A schema's or extension's tables. */
    record Contents(long tables, Amount rows) implements Measure {}

    /** There is no such thing in the database. */
    record NotThere() implements Measure {}

    /** The server refused to tell; in its own words. */
    record Refused(String message) implements Measure {}

    /** It cannot be counted: no query could be derived that is safe to run. */
    record Uncountable() implements Measure {}

    /** There was no time left, and the planner has no estimate either. */
    record Unknown() implements Measure {}
}
