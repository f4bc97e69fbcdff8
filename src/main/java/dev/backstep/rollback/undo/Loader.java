package dev.backstep.rollback.undo;

import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.run.Saving;
import dev.backstep.rollback.saved.CopySettings;
import dev.backstep.rollback.saved.Manifest;
import dev.backstep.rollback.saved.Refused;
import dev.backstep.rollback.saved.SavedSchema;
import dev.backstep.rollback.saved.SequencePosition;
import dev.backstep.rollback.saved.TableName;
import dev.backstep.text.Text;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Loads saved data into place once the up scripts have run, in their transaction; for one run. */
public final class Loader implements Precaution {

    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final Set<String> DATA = Set.of("22", "23");

    private final UndoRecord kept;
    private final Consumer<Saving> progress;
    private final Set<String> old = new HashSet<>();
    private @Nullable Source source;
    private @Nullable PutBack putBack;

    public Loader(UndoRecord kept, Consumer<Saving> progress) {
        this.kept = kept;
        this.progress = progress;
    }

    /** What came back; null before the end of the run. */
    public @Nullable PutBack putBack() {
        return putBack;
    }

    /** What was saved is looked at as a whole before anything is run. */
    @Override
    public void before(Moment moment) throws BackstepException, SQLException {
        Source opened = Source.open(new Sql(moment.connection()), kept.saved());
        source = opened;
        if (opened instanceof Source.OfFile file) {
            file.file()
                    .check(
                            (part, rows) -> tell(Saving.Phase.CHECKING, file.manifest(), part, rows),
                            moment::cancelRequested);
        }
    }

    @Override
    public void take(Moment moment) throws BackstepException, SQLException {
        if (source instanceof Source.OfSchema(Manifest manifest, String schema)) {
            SavedSchema.check(moment.connection(), schema, manifest);
            moment.restore();
        }
        if (source != null) {
            Sql sql = new Sql(moment.connection());
            for (Manifest.Entry part : source.manifest().parts()) {
                TableName table = part.part().table();
                Target.of(sql, table).columns().keySet().forEach(column -> old.add(PartLoader.column(table, column)));
            }
        }
    }

    @Override
    public void finish(Moment moment) throws BackstepException, SQLException {
        Sql sql = new Sql(moment.connection());
        CopySettings.set(moment.connection());
        List<PutBack.Table> tables = source == null ? List.of() : load(sql, source, moment);
        putBack = new PutBack(tables, difference(moment));
    }

    /** Closes the file. */
    public void close() {
        if (source != null) {
            source.close();
        }
    }

    /** Tables whose rows PostgreSQL does not take are left out and the rest is done again, so that a part never comes half. */
    private List<PutBack.Table> load(Sql sql, Source from, Moment moment) throws SQLException, BackstepException {
        Map<TableName, String> left = new HashMap<>();
        sql.execute("SAVEPOINT backstep_load");
        while (true) {
            TableName[] current = new TableName[1];
            try {
                List<PutBack.Table> done = attempt(sql, from, left, current, moment);
                sql.execute("RELEASE SAVEPOINT backstep_load");
                return done;
            } catch (SQLException e) {
                TableName refused = refused(e, from, current[0], left);
                sql.execute("ROLLBACK TO SAVEPOINT backstep_load");
                left.put(refused, reason(e));
            } catch (IOException e) {
                throw new BackstepException("undo.sourceBroken", e, String.valueOf(e.getMessage()));
            }
        }
    }

    private List<PutBack.Table> attempt(
            Sql sql, Source from, Map<TableName, String> left, @Nullable TableName[] current, Moment moment)
            throws SQLException, BackstepException, IOException {
        List<Manifest.Entry> parts = from.manifest().parts();
        Quiet quiet = new Quiet(sql);
        quiet.begin(parts.stream().map(part -> part.part().table()).toList());
        PartLoader loader = new PartLoader(sql, from, old);
        List<PutBack.Table> tables = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (moment.cancelRequested()) {
                throw new CancellationException();
            }
            Manifest.Entry part = parts.get(i);
            current[0] = part.part().table();
            tell(Saving.Phase.LOADING, from.manifest(), i, 0);
            String reason = left.get(current[0]);
            tables.add(reason == null ? loader.load(part) : PartLoader.none(part, reason));
        }
        current[0] = null;
        quiet.end();
        sequences(sql, from.manifest().sequences());
        return tables;
    }

    /**
     * Which table's rows PostgreSQL does not take.
     *
     * @throws SQLException the same, when it is about something else
     */
    private static TableName refused(
            SQLException e, Source from, @Nullable TableName current, Map<TableName, String> left) throws SQLException {
        String state = String.valueOf(e.getSQLState());
        ServerErrorMessage said = e instanceof PSQLException known ? known.getServerErrorMessage() : null;
        TableName named = said == null || said.getTable() == null
                ? current
                : new TableName(String.valueOf(said.getSchema()), said.getTable());
        boolean data = state.length() == 5 && DATA.contains(state.substring(0, 2));
        for (@Nullable TableName table : Arrays.asList(named, current)) {
            if (data && table != null && !left.containsKey(table) && holds(from, table)) {
                return table;
            }
        }
        throw e;
    }

    private static boolean holds(Source from, TableName table) {
        return from.manifest().parts().stream()
                .anyMatch(part -> part.part().table().equals(table));
    }

    private static String reason(SQLException e) {
        return FOREIGN_KEY_VIOLATION.equals(e.getSQLState())
                ? Text.of("undo.left.foreignKey")
                : Text.of("undo.left.refused", Refused.words(e));
    }

    /** Never backwards: what was given out since stays given out. */
    private static void sequences(Sql sql, List<SequencePosition> positions) throws SQLException {
        for (SequencePosition position : positions) {
            String name = Sql.literal(position.sequence().sql());
            if (sql.rows("SELECT 1 WHERE pg_catalog.to_regclass(" + name + ") IS NOT NULL")
                    .isEmpty()) {
                continue;
            }
            sql.rows("SELECT pg_catalog.setval(pg_catalog.to_regclass(" + name + "), " + position.lastValue() + ", "
                    + position.called() + ") FROM " + position.sequence().sql()
                    + " WHERE NOT is_called OR last_value < "
                    + position.lastValue());
        }
    }

    private CatalogDifference difference(Moment moment) throws SQLException {
        CatalogSnapshot now = CatalogReader.read(moment.connection(), CatalogScope.without(Set.of(kept.table())));
        CatalogDifference all = CatalogDifference.between(kept.before(), now);
        return new CatalogDifference(all.entries().stream()
                .filter(entry -> !entry.id().schema().startsWith(SavedSchema.PREFIX)
                        && !entry.id().name().startsWith(SavedSchema.PREFIX))
                .toList());
    }

    private void tell(Saving.Phase phase, Manifest manifest, int part, long rows) {
        if (!manifest.parts().isEmpty()) {
            Manifest.Entry entry = manifest.parts().get(part);
            progress.accept(new Saving(
                    phase,
                    entry.part().table().toString(),
                    part,
                    manifest.parts().size(),
                    rows,
                    entry.rows()));
        }
    }
}
