package dev.backstep.rollback.saved;

import dev.backstep.database.live.Address;
import dev.backstep.database.live.Questions;
import dev.backstep.model.HistoryTable;
import dev.backstep.rollback.plan.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out what of a plan's losses is to be saved; only reads. */
public final class SalvageReader {

    /** For the catalog alone; no table is read. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private static final long PG_CLASS = 1259;
    private static final TableName RECORDS = new TableName("_develop", "applied_migrations");

    private final Connection connection;
    private final SalvageCatalog catalog;

    /** The connection is in a transaction. */
    public SalvageReader(Connection connection) {
        this.connection = connection;
        this.catalog = new SalvageCatalog(connection);
    }

    /** What is to be saved; changes settings of the transaction, as {@link Questions} does. */
    public Salvage read(Plan plan) throws SQLException {
        Doomed doomed = Doomed.of(plan, new Questions(connection, LIMIT));
        Relations lost = new Relations();
        for (Address address : doomed.dropped()) {
            if (address.catalog() == PG_CLASS) {
                lost.add(address);
            }
        }
        doomed.converted().forEach(lost::add);
        catalog.enumColumns(doomed.enums()).forEach(lost::add);
        Collection<Long> written = catalog.writtenWith(doomed.written());
        lost.tables.addAll(written);
        if (!plan.forward()
                && !plan.history().complete()
                && !plan.history().records().isEmpty()) {
            // The tool forgets its own records of what is undone.
            lost.tables.addAll(catalog.named(RECORDS));
        }
        List<Unsaved> unsaved = new ArrayList<>(doomed.unsaved());
        for (String table : catalog.withTriggers(written)) {
            unsaved.add(Unsaved.of("saved.not.triggers", table));
        }
        if (!plan.oneTransaction() && !lost.all().isEmpty()) {
            unsaved.add(Unsaved.of("saved.not.stepByStep"));
        }
        return salvage(lost, plan.history().table(), unsaved);
    }

    /** These tables as wholes; those that are not there are passed over. */
    public Salvage read(Collection<TableName> tables) throws SQLException {
        Relations lost = new Relations();
        for (TableName table : tables) {
            lost.tables.addAll(catalog.named(table));
        }
        return salvage(lost, null, new ArrayList<>());
    }

    /** Every table that holds rows. */
    public Salvage readAll() throws SQLException {
        Relations lost = new Relations();
        lost.tables.addAll(catalog.all());
        return salvage(lost, null, new ArrayList<>());
    }

    /** @param history is not saved, as the run itself keeps it; null where every table is */
    private Salvage salvage(Relations lost, @Nullable HistoryTable history, List<Unsaved> unsaved) throws SQLException {
        List<Part> parts = new ArrayList<>();
        for (SalvageCatalog.Table table : catalog.tables(lost.all())) {
            boolean isHistory = history != null && table.name().equals(new TableName(history.schema(), history.name()));
            Set<Integer> columns = lost.columns.getOrDefault(table.oid(), Set.of());
            Part part = isHistory ? null : catalog.part(table, lost.tables.contains(table.oid()), columns);
            if (part == null) {
                continue;
            }
            parts.add(part);
            if (!table.readable()) {
                unsaved.add(Unsaved.stopping("saved.not.denied", table.name().toString()));
            } else if (table.rowSecurity()) {
                unsaved.add(
                        Unsaved.stopping("saved.not.rowSecurity", table.name().toString()));
            }
            if (part.kind() == Part.Kind.VALUES && part.key().isEmpty()) {
                unsaved.add(Unsaved.of("saved.not.key", table.name().toString()));
            }
        }
        return new Salvage(parts, catalog.sequences(lost.all()), unsaved);
    }

    /** Tables and sequences as wholes, and columns by their tables. */
    private static final class Relations {

        private final Set<Long> tables = new TreeSet<>();
        private final TreeMap<Long, Set<Integer>> columns = new TreeMap<>();

        void add(Address address) {
            if (address.column() == 0) {
                tables.add(address.object());
            } else {
                columns.computeIfAbsent(address.object(), _ -> new TreeSet<>()).add(address.column());
            }
        }

        Set<Long> all() {
            Set<Long> all = new TreeSet<>(tables);
            all.addAll(columns.keySet());
            return all;
        }
    }
}
