package dev.backstep.rollback.repair;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Finding.Met;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.SentTexts;
import dev.backstep.rollback.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ways out of one dirty mark into plans; pure.
 *
 * @param common what is to be known of each way
 */
record RepairPlans(DatabaseIdentity database, History history, CatalogSnapshot live, List<Met> common) {

    RepairPlans {
        common = List.copyOf(common);
    }

    static final Provenance GENERATED = new Provenance(Provenance.Place.GENERATED, "", null);
    private static final CatalogDifference NONE = new CatalogDifference(List.of());

    /** Only takes off the mark. */
    RepairWay clean(Migration of, @Nullable Version at, List<Met> met, @Nullable CatalogSnapshot target) {
        List<Finding> findings = new ArrayList<>(met);
        Step step = new Step(of, "", null, at, List.of(), findings, List.of());
        String id = "clean-at-" + (at == null ? "nothing" : at.text());
        boolean known =
                met.stream().noneMatch(each -> each.kind() == Met.Kind.DIFFERS || each.kind() == Met.Kind.NOT_COMPARED);
        return new RepairWay(id, RepairWay.Kind.MARK_CLEAN, 0, known, plan(step), live, target, NONE);
    }

    /**
     * Runs what of a script is not there.
     *
     * @param there how many of its statements are
     * @param beside what differs from the live schema anyhow
     */
    RepairWay rest(Walk walk, int there, CatalogDifference beside, List<Met> met, @Nullable Provenance source) {
        Attempt attempt = walk.attempt();
        List<String> rest =
                attempt.statements().subList(there, attempt.statements().size());
        Step step = step(attempt, rest, met, source);
        String id =
                (attempt.up() ? "up-" : "down-") + attempt.migration().version().text() + "-from-" + (there + 1);
        RepairWay.Kind kind = attempt.up() ? RepairWay.Kind.REST_OF_UP : RepairWay.Kind.REST_OF_DOWN;
        return new RepairWay(id, kind, there + 1, beside.isEmpty(), plan(step), live, walk.end(), beside);
    }

    /** Runs what was made from the statements that are there. */
    RepairWay generated(Attempt made, int there, CatalogDifference beside, List<Met> met, CatalogSnapshot target) {
        Step generated = step(made, made.statements(), met, GENERATED).with(new Finding.Generated());
        String id = "generated-" + made.migration().version().text() + "-from-" + there;
        return new RepairWay(
                id, RepairWay.Kind.GENERATED_DOWN, 1, beside.isEmpty(), plan(generated), live, target, beside);
    }

    private static Step step(Attempt attempt, List<String> statements, List<Met> met, @Nullable Provenance source) {
        String text = text(statements);
        List<Finding> findings = new ArrayList<>(met);
        List<String> sent = SentTexts.of(text, findings);
        Effects effects = Effects.ofText(text);
        findings.addAll(effects.findings());
        return new Step(attempt.migration(), text, source, attempt.to(), sent, findings, effects.drops());
    }

    static String text(List<String> statements) {
        return statements.stream().map(statement -> statement + ";\n").collect(Collectors.joining());
    }

    private Plan plan(Step step) {
        return Plan.of(Plan.Purpose.REPAIR, database, history, step.leavesAt(), List.of(step.and(common)));
    }
}
