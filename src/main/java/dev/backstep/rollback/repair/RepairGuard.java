package dev.backstep.rollback.repair;

import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.run.Precaution;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sees under the lock that the schema is still the one that was compared, and before the commit that the way has led where it
 * should: nobody takes off a mark for a schema that was never looked at.
 */
final class RepairGuard implements Precaution {

    private final RepairWay way;
    private final CatalogScope scope;

    RepairGuard(RepairWay way, CatalogScope scope) {
        this.way = way;
        this.scope = scope;
    }

    @Override
    public void before(Moment moment) {
        // The history is not locked yet.
    }

    @Override
    public void take(Moment moment) throws BackstepException, SQLException {
        CatalogSnapshot now = CatalogReader.read(moment.connection(), scope);
        CatalogDifference since = CatalogDifference.between(way.live(), now).structure();
        if (!since.isEmpty()) {
            throw new BackstepException("repair.schemaChanged", null, Differences.words(since));
        }
    }

    @Override
    public void finish(Moment moment) throws BackstepException, SQLException {
        CatalogSnapshot target = way.target();
        if (target == null || way.kind() == RepairWay.Kind.MARK_CLEAN) {
            return;
        }
        CatalogSnapshot now = CatalogReader.read(moment.connection(), scope);
        Set<CatalogDifference.Entry> beside = new HashSet<>(way.beside().entries());
        List<CatalogDifference.Entry> left = CatalogDifference.between(target, now).structure().entries().stream()
                .filter(entry -> !beside.contains(entry))
                .toList();
        if (!left.isEmpty()) {
            throw new BackstepException("repair.notReached", null, Differences.words(new CatalogDifference(left)));
        }
    }
}
