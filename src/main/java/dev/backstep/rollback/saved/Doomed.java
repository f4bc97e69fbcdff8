package dev.backstep.rollback.saved;

import dev.backstep.database.live.Address;
import dev.backstep.database.live.Answer;
import dev.backstep.database.live.Dependencies;
import dev.backstep.database.live.Lookup;
import dev.backstep.database.live.Questions;
import dev.backstep.rollback.plan.Dropped;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.sql.rules.ObjectId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds in the catalog what a plan drops and changes: rather too much than too little. */
final class Doomed {

    private final Questions questions;
    private final Lookup lookup;
    private final Set<Address> dropped = new LinkedHashSet<>();
    private final Set<Address> converted = new LinkedHashSet<>();
    private final Set<Long> enums = new LinkedHashSet<>();
    private final Set<Long> written = new LinkedHashSet<>();
    private final List<Unsaved> unsaved = new ArrayList<>();

    private Doomed(Questions questions) {
        this.questions = questions;
        this.lookup = new Lookup(questions);
    }

    /** All steps together: what an earlier one leaves to a later one goes all the same. */
    static Doomed of(Plan plan, Questions questions) throws SQLException {
        Doomed doomed = new Doomed(questions);
        for (Step step : plan.steps()) {
            for (Finding finding : step.findings()) {
                doomed.add(finding, step);
            }
            for (Dropped drop : step.drops()) {
                if (!drop.fresh()) {
                    doomed.drop(drop.live(), drop.cascades());
                }
            }
        }
        return doomed;
    }

    /** Everything that is dropped, parts and dependents included. */
    Set<Address> dropped() {
        return dropped;
    }

    /** Columns whose values are changed by a change of their type. */
    Set<Address> converted() {
        return converted;
    }

    /** Enums that lose labels. */
    Set<Long> enums() {
        return enums;
    }

    /** Tables whose rows are deleted or changed. */
    Set<Long> written() {
        return written;
    }

    List<Unsaved> unsaved() {
        return unsaved.stream().distinct().toList();
    }

    private void add(Finding finding, Step step) throws SQLException {
        String version = step.migration().version().text();
        switch (finding) {
            case Finding.LosesData loss when !loss.fresh() -> add(loss);
            case Finding.Unread unread -> unsaved.add(Unsaved.of("saved.not.unread", version, unread.statement()));
            default -> {}
        }
    }

    private void add(Finding.LosesData loss) throws SQLException {
        switch (loss.kind()) {
            case TABLE, COLUMN, SEQUENCE, CONTAINER -> drop(loss.live(), loss.cascades());
            case CONVERTED -> converted.addAll(find(loss.live()));
            case LABELS -> find(loss.live()).forEach(type -> enums.add(type.object()));
            case ROWS_DELETED, ROWS_TRUNCATED, ROWS_CHANGED ->
                find(loss.live()).forEach(table -> written.add(table.object()));
            case RIGHTS ->
                unsaved.add(Unsaved.of("saved.not.rights", loss.live().toString()));
        }
    }

    private void drop(ObjectId thing, boolean cascades) throws SQLException {
        List<Address> found = find(thing);
        if (found.isEmpty()) {
            return;
        }
        dropped.addAll(found);
        switch (Dependencies.of(questions, found, List.of())) {
            case Answer.Given<Dependencies.Closure>(Dependencies.Closure closure) -> {
                dropped.addAll(closure.own());
                if (cascades) {
                    dropped.addAll(closure.others());
                }
            }
            default -> unsaved.add(Unsaved.of("saved.not.dependents", thing.toString()));
        }
    }

    private List<Address> find(ObjectId thing) throws SQLException {
        String schema =
                thing.owner().schema() == null ? "public" : thing.owner().schema();
        Lookup.Found found = lookup.find(thing.kind(), schema, thing.owner().name(), thing.part());
        if (!found.certain() && holdsData(thing)) {
            unsaved.add(Unsaved.of("saved.not.found", thing.toString()));
        }
        return found.addresses();
    }

    private static boolean holdsData(ObjectId thing) {
        return switch (thing.kind()) {
            case TABLE, COLUMN, SEQUENCE, TYPE, DOMAIN, SCHEMA, EXTENSION -> true;
            case INDEX, VIEW, MATERIALIZED_VIEW, FUNCTION, CONSTRAINT, TRIGGER, POLICY, RULE, ROLE, STATISTICS, OTHER ->
                false;
        };
    }
}
