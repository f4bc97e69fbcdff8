package dev.backstep.release.export;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Evidence;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.release.Answer;
import dev.backstep.release.Layout;
import dev.backstep.release.Move;
import dev.backstep.release.Release;
import dev.backstep.release.Stage;
import dev.backstep.release.Way;
import dev.backstep.text.Text;
import dev.backstep.text.Versions;
import dev.backstep.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way to a release as steps for a person with a shell: what to set, to save, to stop, to run and to check. Markdown
 * and shell are two forms of it.
 *
 * <p>Its order and its commands are those of kagent's own page ({@code operations/upgrade.md}, "Run down migrations"),
 * where that layout is recognised.
 */
final class Runbook {

    private final Answer answer;
    private final Way way;
    private final RunbookSource source;
    private final MigrateCommands commands;
    private final RunbookLosses losses;
    private final boolean kagent;
    private final List<Step> steps = new ArrayList<>();

    private Runbook(Answer answer, Way way, RunbookSource source) {
        this.answer = answer;
        this.way = way;
        this.source = source;
        this.commands = new MigrateCommands(source.settings(), source.repository());
        this.losses = new RunbookLosses(source.read());
        this.kagent = answer.tracks().stream()
                .anyMatch(track -> Layout.of(track.standing().track()) == Layout.KAGENT);
    }

    /**
     * One step.
     *
     * @param title what it does
     * @param words sentences
     * @param items a list, such as what is lost
     * @param commands what to run; empty for none
     * @param optional whether the commands are the reader's own to decide, and stand in a script as comments
     */
    record Step(String title, List<String> words, List<String> items, List<String> commands, boolean optional) {}

    /**
     * The way to a release, step by step.
     *
     * @throws BackstepException when nothing has to be undone
     */
    static Runbook of(Answer answer, RunbookSource source) throws BackstepException {
        Way way = answer.way();
        if (way == null) {
            throw new BackstepException(
                    "runbook.nothing", null, ReleaseText.name(answer.release()), ReleaseText.why(answer));
        }
        Runbook book = new Runbook(answer, way, source);
        book.write();
        return book;
    }

    /** Markdown, to be read. */
    String markdown() {
        return RunbookMarkdown.of(title(), steps);
    }

    /** A script for bash. */
    String shell() {
        return RunbookShell.of(title(), steps);
    }

    private String title() {
        return Text.of("runbook.title", Visible.of(source.settings().database()), ReleaseText.name(answer.release()));
    }

    private void write() {
        where();
        variables();
        add("runbook.snapshot", List.of(Text.of("runbook.snapshot.words")), List.of(), MigrateCommands.snapshot());
        add("runbook.install", List.of(Text.of("runbook.install.words")), List.of(), List.of("migrate -version"));
        for (Stage stage : way.stages()) {
            stage(stage);
        }
        List<String> restore = MigrateCommands.restore();
        steps.add(new Step(
                Text.of("runbook.restore"), List.of(Text.of("runbook.restore.words")), List.of(), restore, true));
    }

    private void where() {
        List<String> words = new ArrayList<>();
        words.add(Text.of("runbook.where.position", ReleaseText.positions(source.timelines())));
        words.add(ReleaseText.name(answer.release()) + ": " + ReleaseText.why(answer));
        ReleaseText.errors(answer).forEach(error -> words.add(Text.of("runbook.where.error", error)));
        if (!way.complete()) {
            words.add(Text.of("runbook.where.incomplete"));
        }
        steps.add(new Step(Text.of("runbook.where"), words, ReleaseText.missingLines(way), List.of(), false));
    }

    private void variables() {
        List<String> lines = new ArrayList<>(commands.variables());
        for (Stage stage : way.stages()) {
            String current = current(stage);
            if (current != null) {
                String tag = Objects.requireNonNull(stage.moves().getFirst().scripts())
                        .name();
                lines.add("export " + current + "=" + MigrateCommands.quoted(tag.substring(1)));
            }
            lines.add("export " + release(stage) + "=" + MigrateCommands.quoted(plain(stage)));
            for (Move move : stage.moves()) {
                lines.add("export " + target(stage, move) + "="
                        + MigrateCommands.quoted(move.to().text()));
            }
        }
        add("runbook.variables", List.of(Text.of("runbook.variables.words")), List.of(), lines);
    }

    private void stage(Stage stage) {
        int number = way.stages().indexOf(stage) + 1;
        String prefix = way.stages().size() == 1
                ? ""
                : Text.of("runbook.stage", number, way.stages().size()) + " ";
        List<String> stop = new ArrayList<>(kagent ? MigrateCommands.stopKagent() : List.of());
        stop.add(MigrateCommands.pause(Text.of("runbook.pause.stopped")));
        steps.add(new Step(
                prefix + Text.of("runbook.stop"),
                List.of(Text.of(kagent ? "runbook.stop.kagent" : "runbook.stop.words")),
                stays(stage),
                stop,
                true));
        for (Move move : stage.moves()) {
            move(prefix, stage, move);
        }
        deploy(prefix, stage);
    }

    private void move(String prefix, Stage stage, Move move) {
        List<String> words = new ArrayList<>();
        words.add(Text.of("runbook.move.words", move.undone().size()));
        words.add(Text.of(
                move.scripts() == null ? "runbook.move.scattered" : "runbook.move.scripts", ReleaseText.scripts(move)));
        List<Version> doubtful = move.undone().stream()
                .filter(row -> row.evidence() == Evidence.AMBIGUOUS)
                .map(TimelineRow::version)
                .toList();
        if (!doubtful.isEmpty()) {
            words.add(Text.of("runbook.move.ambiguous", Visible.of(Versions.list(doubtful))));
        }
        words.add(Text.of("runbook.move.lost"));
        steps.add(new Step(
                prefix
                        + Text.of(
                                "runbook.move",
                                Visible.of(move.track().name()),
                                move.from().text(),
                                move.to().text()),
                words,
                losses.of(move),
                move.scripts() == null ? List.of() : commands.goTo(move, target(stage, move), current(stage)),
                false));
    }

    private void deploy(String prefix, Stage stage) {
        List<String> words = new ArrayList<>();
        String name = ReleaseText.name(stage.stop());
        words.add(Text.of("runbook.deploy.words", name));
        if (stage.equals(way.stages().getLast()) && !ReleaseText.errors(answer).isEmpty()) {
            words.add(Text.of("runbook.deploy.notBefore", name));
        }
        words.add(Text.of("runbook.deploy.upAgain"));
        List<String> deploy = kagent ? MigrateCommands.deployKagent("$" + release(stage)) : List.of();
        steps.add(new Step(prefix + Text.of("runbook.deploy", name), words, List.of(), deploy, true));
        String stop = ReleaseText.stop(way, stage);
        if (stop != null) {
            String question = Text.of("runbook.sql.question", name);
            steps.add(new Step(
                    prefix + Text.of("runbook.pause"),
                    List.of(stop),
                    List.of(),
                    List.of(MigrateCommands.pause(question)),
                    false));
        }
    }

    private void add(String key, List<String> words, List<String> items, List<String> lines) {
        steps.add(new Step(Text.of(key), words, items, lines, false));
    }

    /** Tracks that this stage leaves where they are. */
    private List<String> stays(Stage stage) {
        return answer.tracks().stream()
                .map(track -> track.standing().track())
                .filter(track ->
                        stage.moves().stream().noneMatch(move -> move.track().equals(track)))
                .map(track -> Text.of("runbook.stays", Visible.of(track.name())))
                .toList();
    }

    /** kagent's page names the version that the scripts are of; null where they are not all of one such tag. */
    private @Nullable String current(Stage stage) {
        List<Release> scripts = stage.moves().stream()
                .map(Move::scripts)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        boolean one = kagent
                && scripts.size() == 1
                && scripts.getFirst().isTag()
                && scripts.getFirst().name().startsWith("v")
                && stage.moves().stream().allMatch(move -> move.scripts() != null);
        return one ? "CURRENT_VERSION" + suffix(stage) : null;
    }

    private String release(Stage stage) {
        return "ROLLBACK_VERSION" + suffix(stage);
    }

    private String target(Stage stage, Move move) {
        boolean one = stage.moves().size() == 1;
        String track = move.track().name().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return "ROLLBACK_" + (one ? "" : track + "_") + "MIGRATION_VERSION" + suffix(stage);
    }

    /** Helm's versions have no {@code v}. */
    private String plain(Stage stage) {
        String name = stage.stop().name();
        return kagent && name.startsWith("v") ? name.substring(1) : name;
    }

    private String suffix(Stage stage) {
        return way.stages().size() == 1 ? "" : "_" + (way.stages().indexOf(stage) + 1);
    }
}
