package dev.backstep.rollback.export;

import dev.backstep.model.Commit;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.text.PlaceText;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words for a plan and its parts; each is one line, whatever the names in it hold. */
public final class PlanText {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private PlanText() {}

    /** {@code Roll orchard_dev back from 448 to 445}. */
    public static String heading(Plan plan) {
        return heading(plan, database(plan));
    }

    /** The same with another word in the place of the database's name. */
    public static String heading(Plan plan, String name) {
        if (plan.purpose() == Plan.Purpose.RESET) {
            return Text.of("plan.headingReset", name, title(plan, plan.steps().getFirst()));
        }
        if (plan.purpose() == Plan.Purpose.LOAD) {
            return Text.of("plan.headingLoad", name);
        }
        if (plan.purpose() == Plan.Purpose.REPAIR) {
            return Text.of("plan.headingRepair", name, version(plan.history().current()), version(plan.target()));
        }
        return Text.of(
                plan.moves() ? "plan.headingMove" : plan.forward() ? "plan.headingForth" : "plan.heading",
                name,
                version(plan.history().current()),
                version(plan.target()),
                version(plan.lowest()));
    }

    /** {@code 3 down scripts}, {@code 2 up scripts}, or both. */
    private static String scripts(Plan plan) {
        if (plan.purpose() == Plan.Purpose.LOAD) {
            return Text.of("plan.loads");
        }
        if (!plan.migrates()) {
            int statements = plan.steps().stream()
                    .map(Step::text)
                    .mapToInt(text ->
                            text == null ? 0 : ScriptFacts.of(text).statements().size())
                    .sum();
            return Text.of("plan.statements", statements);
        }
        String back = Text.of("plan.scripts", plan.back());
        String forth = Text.of("plan.upScripts", plan.steps().size() - plan.back());
        return plan.moves() ? Text.of("plan.both", back, forth) : plan.forward() ? forth : back;
    }

    /** A step's migration; where a plan goes both ways, which way it goes with it. */
    public static String step(Plan plan, Step step) {
        String migration = title(plan, step);
        return plan.moves() ? Text.of(step.forth() ? "plan.step.forth" : "plan.step.back", migration) : migration;
    }

    /** What a step is about: its migration; of a reset what it drops, which is no migration's. */
    public static String title(Plan plan, Step step) {
        return plan.namesMigrations()
                ? migration(step.migration())
                : Visible.of(step.migration().name());
    }

    /** The database's name. */
    public static String database(Plan plan) {
        return Visible.of(plan.database().database());
    }

    /** {@code 3 down scripts, one transaction.}; of a plan that cannot run, that it cannot. */
    public static String summary(Plan plan) {
        return plan.runnable()
                ? scripts(plan) + ", " + transactions(plan)
                : Text.of("plan.blockedSteps", plan.steps().size());
    }

    /** How the plan commits: in one transaction or step by step, and which steps are the reason; empty when it cannot run. */
    public static List<String> reasons(Plan plan) {
        if (!plan.runnable()) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>(commits(plan));
        if (removesRecords(plan)) {
            reasons.add(Text.of("plan.recordsGo"));
        }
        return reasons;
    }

    /** Whether the undone versions have rows in {@code _develop.applied_migrations}, which go with them. */
    static boolean removesRecords(Plan plan) {
        return !plan.history().complete()
                && plan.history().records().stream()
                        .anyMatch(record ->
                                plan.lowest() == null || record.version().compareTo(plan.lowest()) > 0);
    }

    private static List<String> commits(Plan plan) {
        if (plan.oneTransaction()) {
            return List.of(Text.of(
                    switch (plan.purpose()) {
                        case MIGRATE -> "plan.allOrNothing";
                        case REPAIR -> plan.runsNothing() ? "plan.onlyMark" : "plan.allOrNothingRepair";
                        case RESET -> "plan.allOrNothingReset";
                        case LOAD -> "plan.allOrNothingLoad";
                    }));
        }
        String apart = plan.steps().stream()
                .filter(step -> !step.transactional())
                .map(step -> version(step.migration().version()))
                .collect(Collectors.joining(", "));
        return List.of(Text.of("plan.stepByStepBecause", apart), Text.of("plan.stepByStepMeans"));
    }

    /** What stands in the way of running the plan; empty when nothing does. */
    public static List<String> blockers(Plan plan) {
        if (plan.steps().isEmpty()) {
            return List.of(Text.of("plan.noSteps"));
        }
        return plan.steps().stream()
                .filter(Step::blocked)
                .map(step -> Text.of("plan.blocked", migration(step.migration()), blocking(step)))
                .toList();
    }

    /** A version; null is "nothing applied". */
    public static String version(@Nullable Version version) {
        return version == null ? Text.of("plan.nothingApplied") : Visible.of(version.text());
    }

    /** {@code 448 alpha_cleanup}. */
    public static String migration(Migration migration) {
        return (version(migration.version()) + " " + Visible.of(migration.name())).strip();
    }

    /** {@code feature/alpha 9f31c2e · Ann Smith · 19 Nov 2026}. */
    public static String source(Provenance source, ZoneId zone) {
        Commit commit = source.commit();
        if (commit == null) {
            return place(source);
        }
        String day = DAY.format(commit.time().atZone(zone));
        return String.join(" · ", place(source), Visible.of(commit.author()), day);
    }

    /** {@code feature/alpha 9f31c2e}. */
    public static String place(Provenance source) {
        String name = Visible.of(source.name());
        String place = switch (source.place()) {
            case DATABASE -> Text.of("plan.place.database", name);
            case WORKING_TREE -> Text.of("plan.place.workingTree", name);
            case STASH, HEAD, BRANCH, REMOTE_BRANCH, TAG -> name;
            case HISTORY -> Text.of("plan.place.history", name);
            case INDEX, REFLOG, UNREACHABLE, JOURNAL, GENERATED -> Visible.of(PlaceText.name(source));
        };
        Commit commit = source.commit();
        return commit == null ? place : place + " " + commit.shortId();
    }

    private static String transactions(Plan plan) {
        return Text.of(plan.oneTransaction() ? "plan.oneTransaction" : "plan.stepByStep");
    }

    private static String blocking(Step step) {
        return step.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.BLOCKS)
                .map(finding -> FindingText.of(finding).title())
                .collect(Collectors.joining(", "));
    }
}
