package dev.backstep.rollback.impact;

import dev.backstep.database.live.Address;
import dev.backstep.database.live.Answer;
import dev.backstep.database.live.Dependencies;
import dev.backstep.database.live.Lookup;
import dev.backstep.database.live.Questions;
import dev.backstep.rollback.plan.Dependent;
import dev.backstep.rollback.plan.Dropped;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.sql.rules.ObjectId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at what a plan drops, in the order in which it does: is it there, and what depends on it. */
final class DropSurvey {

    private final Questions questions;
    private final Lookup lookup;
    private final Set<Address> gone = new HashSet<>();

    DropSurvey(Questions questions) {
        this.questions = questions;
        this.lookup = new Lookup(questions);
    }

    /** What stands in the way of these drops or goes with them, after all that was looked at before. */
    List<Finding> of(List<Dropped> drops) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Set<Address> anyway = anyway(drops);
        for (Dropped drop : drops) {
            Lookup.Found found = find(lookup, drop.live());
            List<Address> there = found.addresses().stream()
                    .filter(address -> !gone.contains(address)
                            && !gone.contains(new Address(address.catalog(), address.object(), 0)))
                    .toList();
            if (there.isEmpty() && found.certain() && !drop.fresh() && !drop.ifExists()) {
                findings.add(new Finding.NotThere(drop.shown()));
            }
            if (!there.isEmpty()) {
                dependents(drop, there, anyway, findings);
            }
        }
        return findings;
    }

    /** What goes without CASCADE, too, as the same step drops what it belongs to; looked up only where something cascades. */
    private Set<Address> anyway(List<Dropped> drops) throws SQLException {
        if (drops.size() < 2 || drops.stream().noneMatch(Dropped::cascades)) {
            return Set.of();
        }
        List<Address> all = new ArrayList<>();
        for (Dropped drop : drops) {
            all.addAll(find(lookup, drop.live()).addresses());
        }
        return Dependencies.of(questions, all, gone) instanceof Answer.Given<Dependencies.Closure>(var closure)
                ? closure.own()
                : Set.of();
    }

    private void dependents(Dropped drop, List<Address> there, Set<Address> anyway, List<Finding> findings)
            throws SQLException {
        Answer<Dependencies.Closure> answer = Dependencies.of(questions, there, gone);
        if (!(answer instanceof Answer.Given<Dependencies.Closure>(Dependencies.Closure closure))) {
            findings.add(new Finding.DependentsUnknown(drop.shown()));
            return;
        }
        gone.addAll(closure.own());
        if (drop.cascades()) {
            gone.addAll(closure.others());
        }
        List<Dependent> named = closure.named().stream()
                .filter(other -> !drop.cascades() || !anyway.contains(other.address()))
                .map(other -> new Dependent(other.kind(), other.identity(), other.rows()))
                .toList();
        if (!named.isEmpty()) {
            findings.add(
                    drop.cascades()
                            ? new Finding.Cascades(drop.shown(), named)
                            : new Finding.InTheWay(drop.shown(), named));
        }
    }

    static Lookup.Found find(Lookup lookup, ObjectId id) throws SQLException {
        String schema = id.owner().schema() == null ? "public" : id.owner().schema();
        return lookup.find(id.kind(), schema, id.owner().name(), id.part());
    }
}
