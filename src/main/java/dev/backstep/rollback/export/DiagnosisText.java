package dev.backstep.rollback.export;

import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.repair.Attempt;
import dev.backstep.rollback.repair.Diagnosis;
import dev.backstep.rollback.repair.RepairWay;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The words for what a dirty mark can mean, and for the ways out. */
public final class DiagnosisText {

    private static final int STATEMENT = 100;

    private DiagnosisText() {}

    /** One line for each version at which the schema may be. */
    public static List<String> states(Diagnosis diagnosis) {
        return diagnosis.states().stream().map(DiagnosisText::state).toList();
    }

    /** How the live schema compares with a version. */
    public static String state(Diagnosis.State state) {
        String version = state.version() == null
                ? Text.of("repair.state.nothing")
                : Text.of("repair.state.version", PlanText.version(state.version()));
        return state.differences() == null
                ? Text.of("repair.state.notCompared", version)
                : Text.of("repair.state", version, state.differences().entries().size());
    }

    /** One line for each script that may have failed. */
    public static String script(Diagnosis.Part part) {
        String name = name(part.attempt());
        int all = part.attempt().statements().size();
        if (part.there().isEmpty()) {
            return Text.of("repair.script.nowhere", name);
        }
        return part.there().size() == 1
                ? Text.of("repair.script", name, part.there().getFirst(), all)
                : Text.of(
                        "repair.script.between",
                        name,
                        part.there().getFirst(),
                        part.there().getLast(),
                        all);
    }

    /** Whether a statement has run, as far as the schema shows. */
    public enum Standing {
        THERE("repair.statement.there"),
        UNKNOWN("repair.statement.unknown"),
        MISSING("repair.statement.missing");

        private final String key;

        Standing(String key) {
            this.key = key;
        }
    }

    /**
     * A statement and whether it is there.
     *
     * @param word the standing in a word or two
     * @param text the statement on one line, cut where it is long
     */
    public record Line(Standing standing, String word, String text) {
        @Override
        public String toString() {
            return Text.of("repair.statement", word, text);
        }
    }

    /** Its statements, each with whether it is there; none where the live schema stands nowhere in it. */
    public static List<Line> statements(Diagnosis.Part part) {
        List<String> statements = part.attempt().statements();
        return IntStream.range(0, part.there().isEmpty() ? 0 : statements.size())
                .mapToObj(i -> {
                    Standing standing = i < part.there().getFirst()
                            ? Standing.THERE
                            : i < part.there().getLast() ? Standing.UNKNOWN : Standing.MISSING;
                    return new Line(standing, Text.of(standing.key), Visible.shortened(statements.get(i), STATEMENT));
                })
                .toList();
    }

    /** What a way does. */
    public static String way(RepairWay way) {
        Step step = way.plan().steps().getFirst();
        String migration = PlanText.migration(step.migration());
        String at = PlanText.version(step.leavesAt());
        int count = step.statements().isEmpty() ? 0 : statements(way);
        return switch (way.kind()) {
            case MARK_CLEAN -> Text.of("repair.way.clean", at);
            case REST_OF_UP -> Text.of("repair.way.up", migration, way.from(), count, at);
            case REST_OF_DOWN -> Text.of("repair.way.down", migration, way.from(), count, at);
            case GENERATED_DOWN -> Text.of("repair.way.generated", migration, count, at);
        };
    }

    private static int statements(RepairWay way) {
        String text = way.plan().steps().getFirst().text();
        return text == null ? 0 : ScriptFacts.of(text).statements().size();
    }

    /** What is to be known of the comparison as a whole, a sentence each. */
    public static List<String> notes(Diagnosis diagnosis) {
        Stream<String> likeliest =
                diagnosis.likeliest().stream().map(FindingText::of).map(FindingText::line);
        return Stream.concat(Stream.ofNullable(diagnosis.unlike()).map(why -> Text.of("repair.unlike", why)), likeliest)
                .toList();
    }

    /** What a way takes for granted besides, a sentence each; none where it is known. */
    public static List<String> warnings(RepairWay way) {
        return way.plan().steps().getFirst().findings().stream()
                .filter(finding -> finding instanceof Finding.Met met && met.kind() != Finding.Met.Kind.LIKELIEST)
                .map(FindingText::of)
                .map(FindingText::line)
                .toList();
    }

    private static String name(Attempt attempt) {
        String migration = PlanText.migration(attempt.migration());
        return Text.of(attempt.up() ? "repair.up" : "repair.down", migration);
    }
}
