package dev.backstep.ui.likeness;

import dev.backstep.inspection.Inspection;
import dev.backstep.likeness.Answer;
import dev.backstep.likeness.AnswerText;
import dev.backstep.likeness.DifferenceGroup;
import dev.backstep.likeness.Inquiry;
import dev.backstep.likeness.Question;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.replay.HistoryEvidence;
import dev.backstep.replay.Likeness;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** Asks one question about the live database, away from the window, and shows the answer. */
public final class LikenessViewModel {

    private final Question question;
    private final String database;
    private final HistoryEvidence evidence;
    private final ReplayDesk desk;
    private final List<Timeline> all;
    private final Timeline asked;
    private final TaskExecutor tasks;
    private final Consumer<Answer> answered;
    private final ReadOnlyObjectWrapper<LikenessState> state =
            new ReadOnlyObjectWrapper<>(new LikenessState.Failed(""));
    private final ReadOnlyObjectWrapper<Likeness.@Nullable Compared> selected = new ReadOnlyObjectWrapper<>();
    private final StringProperty wanted = new SimpleStringProperty("");
    private @Nullable Inquiry current;

    /**
     * Asks nothing yet.
     *
     * @param inspection the last one
     * @param asked the timeline in question, among its own
     * @param answered hears the answer, on the window's thread
     */
    public LikenessViewModel(
            Question question,
            Inspection inspection,
            HistoryEvidence evidence,
            ReplayDesk desk,
            Timeline asked,
            TaskExecutor tasks,
            Consumer<Answer> answered) {
        this.question = question;
        this.evidence = evidence;
        this.desk = desk;
        this.database = inspection.workspace().database().database();
        this.all = inspection.timelines();
        this.asked = asked;
        this.tasks = tasks;
        this.answered = answered;
    }

    /** Asks; does nothing while it is being answered. */
    public void ask() {
        if (current != null) {
            return;
        }
        Inquiry[] own = new Inquiry[1];
        ReplayProgress progress = (done, total) -> tasks.show(() -> heard(own[0], done, total));
        Inquiry inquiry = new Inquiry(question, evidence, desk, progress);
        own[0] = inquiry;
        current = inquiry;
        selected.set(null);
        state.set(new LikenessState.Running(Text.of("likeness.starting"), -1));
        tasks.run(
                () -> inquiry.answer(all, asked), answer -> done(inquiry, answer), failure -> failed(inquiry, failure));
    }

    /** Stops what is under way; the state says so when it has ended. */
    public void cancel() {
        Inquiry inquiry = current;
        if (inquiry != null) {
            state.set(new LikenessState.Running(Text.of("likeness.cancelling"), -1));
            inquiry.cancel();
        }
    }

    Question question() {
        return question;
    }

    /** The live database's name. */
    String database() {
        return database;
    }

    /** The database's track in question. */
    String track() {
        return asked.track().name();
    }

    ReadOnlyObjectProperty<LikenessState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The history whose differences are shown; null while there is none. */
    ReadOnlyObjectProperty<Likeness.@Nullable Compared> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    void select(Likeness.@Nullable Compared compared) {
        selected.set(compared);
    }

    /** Words to find in the differences. */
    StringProperty wantedProperty() {
        return wanted;
    }

    /** The selected history's differences that have the wanted words; an object whose name has them has all of its own. */
    List<DifferenceGroup> shown() {
        Likeness.Compared compared = selected.get();
        if (compared == null) {
            return List.of();
        }
        String words = wanted.get().strip();
        return DifferenceGroup.of(compared.difference()).stream()
                .map(group -> group.having(words))
                .filter(group -> !group.lines().isEmpty())
                .toList();
    }

    private void heard(Inquiry inquiry, int done, int total) {
        if (current == inquiry) {
            state.set(new LikenessState.Running(Text.of("likeness.running", done, total), (double) done / total));
        }
    }

    private void done(Inquiry inquiry, Answer answer) {
        if (current == inquiry) {
            current = null;
            if (answer.likeness().cancelled()) {
                state.set(new LikenessState.Failed(AnswerText.headline(answer)));
                return;
            }
            state.set(new LikenessState.Answered(answer));
            selected.set(answer.likeness().candidates().getFirst());
            answered.accept(answer);
        }
    }

    private void failed(Inquiry inquiry, Exception failure) {
        if (current == inquiry) {
            current = null;
            String why = failure instanceof BackstepException known ? Text.of(known) : String.valueOf(failure);
            state.set(new LikenessState.Failed(Text.of("likeness.problem", why)));
        }
    }
}
