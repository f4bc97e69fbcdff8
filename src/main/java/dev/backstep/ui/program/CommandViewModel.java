package dev.backstep.ui.program;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ProgramSettings;
import dev.backstep.rollback.program.ProgramDesk;
import dev.backstep.rollback.program.ProgramPlan;
import dev.backstep.rollback.program.ToolCommand;
import dev.backstep.rollback.program.Variable;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The command, its folder and its variables, as a person writes them. */
final class CommandViewModel {

    private final ProgramDesk desk;
    private final TaskExecutor tasks;
    private final String checkout;
    private final StringProperty line = new SimpleStringProperty("");
    private final StringProperty folder = new SimpleStringProperty("");
    private final StringProperty variables = new SimpleStringProperty("");
    private final BooleanProperty confirmed = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper foreign = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();
    private @Nullable ProgramPlan plan;
    private @Nullable Offer offer;

    /**
     * @param checkout the checkout's folder
     * @param kept what the workspace says; null where it says nothing
     */
    CommandViewModel(ProgramDesk desk, TaskExecutor tasks, String checkout, @Nullable ProgramSettings kept) {
        this.desk = desk;
        this.tasks = tasks;
        this.checkout = checkout;
        folder.set(kept == null || kept.folder().isEmpty() ? checkout : resolved(kept.folder()));
        variables.set(kept == null || kept.variables().isEmpty() ? text(Variable.USUAL) : text(kept.variables()));
        line.set(kept == null ? "" : kept.command());
        // Nobody at this window has written it: a file may come from a stranger.
        foreign.set(!line.get().isEmpty());
        line.subscribe(_ -> problem.set(""));
        folder.subscribe(_ -> problem.set(""));
        variables.subscribe(_ -> problem.set(""));
    }

    StringProperty lineProperty() {
        return line;
    }

    StringProperty folderProperty() {
        return folder;
    }

    /** A variable on each line: {@code NAME=TEMPLATE}. */
    StringProperty variablesProperty() {
        return variables;
    }

    /** Whether the command came from the workspace, and was not written here. */
    ReadOnlyBooleanProperty foreignProperty() {
        return foreign.getReadOnlyProperty();
    }

    /** Whether the person has said that such a command is to run. */
    BooleanProperty confirmedProperty() {
        return confirmed;
    }

    /** Why it cannot be run as it is written; empty where nobody knows a reason. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty lookingProperty() {
        return looking.getReadOnlyProperty();
    }

    boolean canGoOn() {
        return !looking.get() && !line.get().isBlank() && (!foreign.get() || confirmed.get());
    }

    /** What was read last; null before that. */
    @Nullable
    ProgramPlan plan() {
        return plan;
    }

    @Nullable
    Offer offer() {
        return offer;
    }

    /** Reads what the command would be; {@code done} is called when it can be shown. Starts nothing. */
    void look(Runnable done) {
        problem.set("");
        looking.set(true);
        tasks.run(
                () -> {
                    ProgramPlan made = desk.plan(command());
                    offer = desk.offer();
                    return made;
                },
                made -> {
                    plan = made;
                    looking.set(false);
                    done.run();
                },
                failure -> {
                    looking.set(false);
                    problem.set(Problem.of(Text.of("program.command.problem"), failure)
                            .sentence());
                });
    }

    /** As it is to be kept with the workspace. */
    ProgramSettings settings() throws BackstepException {
        Map<String, String> kept = new LinkedHashMap<>();
        for (Variable variable : parsed()) {
            kept.put(variable.name(), variable.template());
        }
        Path there = Path.of(folder.get().strip());
        Path root = Path.of(checkout);
        String way = there.startsWith(root) ? root.relativize(there).toString().replace('\\', '/') : there.toString();
        return new ProgramSettings(line.get().strip(), way, kept);
    }

    private ToolCommand command() throws BackstepException {
        try {
            return ToolCommand.of(line.get(), Path.of(folder.get().strip()), parsed());
        } catch (InvalidPathException e) {
            throw new BackstepException("program.command.folder", e, folder.get());
        }
    }

    private List<Variable> parsed() throws BackstepException {
        List<Variable> parsed = new ArrayList<>();
        for (String each :
                variables.get().lines().filter(each -> !each.isBlank()).toList()) {
            parsed.add(Variable.parse(each));
        }
        return parsed;
    }

    private String resolved(String kept) {
        try {
            return Path.of(checkout).resolve(kept).normalize().toString();
        } catch (InvalidPathException e) {
            return checkout;
        }
    }

    private static String text(List<Variable> variables) {
        return variables.stream().map(Variable::toString).collect(Collectors.joining("\n"));
    }

    private static String text(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("\n"));
    }
}
