package dev.backstep.rollback.impact;

import dev.backstep.database.live.Address;
import dev.backstep.database.live.Answer;
import dev.backstep.database.live.Holdings;
import dev.backstep.database.live.Inventory;
import dev.backstep.database.live.Lookup;
import dev.backstep.database.live.Questions;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.rules.ObjectId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the numbers for findings; where there is no time to count, the planner's estimate. */
final class MeasureReader {

    private final Lookup lookup;
    private final Holdings holdings;
    private final Inventory inventory;
    private final Map<Long, Answer<Long>> sizes = new HashMap<>();

    MeasureReader(Questions questions) {
        lookup = new Lookup(questions);
        holdings = new Holdings(questions);
        inventory = new Inventory(questions);
    }

    Map<Finding, Measure> of(List<Finding> findings) throws SQLException {
        Map<Finding, Measure> measures = new HashMap<>();
        for (Finding finding : findings) {
            Measure measure = switch (finding) {
                case Finding.LosesData loss -> loss(loss);
                case Finding.TakesLock lock -> lock(lock.live());
                default -> null;
            };
            if (measure != null) {
                measures.put(finding, measure);
            }
        }
        return measures;
    }

    private @Nullable Measure loss(Finding.LosesData loss) throws SQLException {
        Lookup.Found found = DropSurvey.find(lookup, loss.live());
        if (found.addresses().isEmpty()) {
            return loss.fresh() ? null : found.certain() ? new Measure.NotThere() : new Measure.Unknown();
        }
        Address address = found.addresses().getFirst();
        return switch (loss.kind()) {
            case TABLE, ROWS_TRUNCATED -> rows(address.object());
            case COLUMN, CONVERTED -> values(address);
            case ROWS_DELETED, ROWS_CHANGED ->
                hits(address.object(), loss.counting().orElse(null));
            case LABELS -> labels(address.object(), loss.labels());
            case SEQUENCE -> measure(inventory.position(address.object()), Measure.Position::new);
            case RIGHTS -> rights(loss.live().kind(), address.object());
            case CONTAINER -> contents(loss.live().kind(), address.object());
        };
    }

    private @Nullable Measure lock(QName table) throws SQLException {
        Lookup.Found found = DropSurvey.find(lookup, new ObjectId(ObjectKind.TABLE, table, ""));
        if (found.addresses().isEmpty()) {
            return null;
        }
        long oid = found.addresses().getFirst().object();
        Answer<Holdings.Table> known = holdings.table(oid);
        Answer<Long> size = size(oid);
        return measure(
                known, locked -> new Measure.Rows(estimate(locked.rows()), bytes(size, locked), false, List.of()));
    }

    private Measure rows(long oid) throws SQLException {
        if (!(holdings.table(oid) instanceof Answer.Given<Holdings.Table>(Holdings.Table table))) {
            return new Measure.Unknown();
        }
        Amount bytes = bytes(size(oid), table);
        return counted(
                holdings.rows(table),
                estimate(table.rows()),
                rows -> new Measure.Rows(rows, bytes, table.rowSecurity(), table.grants()));
    }

    private Measure values(Address address) throws SQLException {
        if (!(holdings.table(address.object()) instanceof Answer.Given<Holdings.Table>(Holdings.Table table))
                || !(holdings.column(address) instanceof Answer.Given<Holdings.Column>(Holdings.Column column))) {
            return new Measure.Unknown();
        }
        Answer<Holdings.Values> values = holdings.values(table, column);
        return values.map(
                counted -> new Measure.Values(
                        new Amount(counted.held(), false),
                        new Amount(counted.rows(), false),
                        new Amount(counted.bytes(), false),
                        column.generated(),
                        table.rowSecurity()),
                () -> estimated(table, column),
                Measure.Refused::new);
    }

    private static Measure estimated(Holdings.Table table, Holdings.Column column) {
        Double nulls = column.nulls();
        Integer width = column.width();
        Amount rows = estimate(table.rows());
        if (rows == null) {
            return new Measure.Unknown();
        }
        Amount held = nulls == null ? null : new Amount(Math.round(rows.value() * (1 - nulls)), true);
        Amount bytes = held == null || width == null ? null : new Amount(held.value() * width, true);
        return new Measure.Values(held, rows, bytes, column.generated(), table.rowSecurity());
    }

    private Measure hits(long oid, @Nullable String counting) throws SQLException {
        if (counting == null) {
            return new Measure.Uncountable();
        }
        if (!(holdings.table(oid) instanceof Answer.Given<Holdings.Table>(Holdings.Table table))) {
            return new Measure.Unknown();
        }
        return holdings.count(counting)
                .map(
                        hit -> new Measure.Hits(new Amount(hit, false), estimate(table.rows()), table.rowSecurity()),
                        Measure.Unknown::new,
                        Measure.Refused::new);
    }

    private Measure labels(long type, List<String> labels) throws SQLException {
        if (labels.isEmpty()
                || !(inventory.enumColumns(type)
                        instanceof Answer.Given<List<Inventory.EnumColumn>>(List<Inventory.EnumColumn> columns))) {
            return new Measure.Unknown();
        }
        List<Measure.Labels.Use> uses = new ArrayList<>();
        for (Inventory.EnumColumn column : columns) {
            Answer<Long> rows = inventory.rowsWith(column, labels);
            uses.add(new Measure.Labels.Use(
                    column.shown(), rows instanceof Answer.Given<Long>(Long count) ? new Amount(count, false) : null));
        }
        return new Measure.Labels(uses);
    }

    private @Nullable Measure rights(ObjectKind kind, long oid) throws SQLException {
        boolean relation = kind == ObjectKind.TABLE || kind == ObjectKind.VIEW || kind == ObjectKind.SEQUENCE;
        return relation ? measure(holdings.table(oid), table -> new Measure.Rights(table.grants())) : null;
    }

    private Measure contents(ObjectKind kind, long oid) throws SQLException {
        Answer<Inventory.Contents> contents =
                kind == ObjectKind.SCHEMA ? inventory.schema(oid) : inventory.extension(oid);
        return measure(contents, held -> new Measure.Contents(held.tables(), new Amount(held.rows(), true)));
    }

    private Answer<Long> size(long oid) throws SQLException {
        Answer<Long> known = sizes.get(oid);
        if (known == null) {
            known = holdings.size(oid);
            sizes.put(oid, known);
        }
        return known;
    }

    private static @Nullable Amount bytes(Answer<Long> size, Holdings.Table table) {
        Amount estimate = table.bytes() == 0 ? null : new Amount(table.bytes(), true);
        return size instanceof Answer.Given<Long>(Long counted) ? new Amount(counted, false) : estimate;
    }

    private static @Nullable Amount estimate(long rows) {
        return rows < 0 ? null : new Amount(rows, true);
    }

    private static Measure counted(
            Answer<Long> answer, @Nullable Amount estimate, Function<@Nullable Amount, Measure> measure) {
        return answer.map(
                rows -> measure.apply(new Amount(rows, false)), () -> measure.apply(estimate), Measure.Refused::new);
    }

    private static <T> Measure measure(Answer<T> answer, Function<T, Measure> given) {
        return answer.map(given, Measure.Unknown::new, Measure.Refused::new);
    }
}
