package dev.backstep.ui.rollback;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.export.RehearsalText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.rollback.rehearsal.RehearsalDesk;
import dev.backstep.rollback.rehearsal.RehearsalProgress;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.rollback.rehearsal.Way;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Offers the ways to rehearse the shown plan, rehearses it, and keeps what came of it. */
final class RehearseViewModel {

    private final RehearsalDesk desk;
    private final TaskExecutor tasks;
    private final ZoneId zone;
    private final ReadOnlyObjectWrapper<RehearseState> state = new ReadOnlyObjectWrapper<>(new RehearseState.Looking());
    private final ReadOnlyObjectWrapper<@Nullable Way> way = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private List<Offer> offers = List.of();
    private @Nullable Plan plan;
    private @Nullable Rehearsed known;
    private TaskExecutor.@Nullable Running looking;

    RehearseViewModel(RehearsalDesk desk, TaskExecutor tasks, ZoneId zone) {
        this.desk = desk;
        this.tasks = tasks;
        this.zone = zone;
    }

    ReadOnlyObjectProperty<RehearseState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The way that will be gone; null where none can. */
    ReadOnlyObjectProperty<@Nullable Way> wayProperty() {
        return way.getReadOnlyProperty();
    }

    /** Whether the person cancelled, and it has not ended yet. */
    ReadOnlyBooleanProperty cancellingProperty() {
        return cancelling.getReadOnlyProperty();
    }

    /** All ways, the best first. */
    List<Offer> offers() {
        return offers;
    }

    /** The plan that is shown. */
    Plan plan() {
        return Objects.requireNonNull(plan, "no plan is shown");
    }

    boolean going() {
        return state.get() instanceof RehearseState.Going;
    }

    /** What is known of a rehearsal of this very plan. */
    Optional<Rehearsed> rehearsed(Plan shown) {
        return Optional.ofNullable(known)
                .filter(each -> each.fingerprint().equals(shown.fingerprint().hex()));
    }

    /** The rehearsal of a plan as one of its checks. */
    Check check(Plan shown) {
        return rehearsed(shown)
                .map(found -> RehearsalText.check(shown, found, zone))
                .orElseGet(() -> RehearsalText.unrehearsed(known != null));
    }

    /** Shows a plan; what was rehearsed of the same plan stays. */
    void show(Plan shown) {
        boolean same = shown.equals(plan);
        plan = shown;
        if (same && state.get() instanceof RehearseState.Ended) {
            return;
        }
        look();
    }

    /** Looks again at which ways can be gone. */
    void look() {
        Plan shown = plan();
        if (looking != null) {
            looking.cancel();
        }
        state.set(new RehearseState.Looking());
        looking = tasks.run(() -> look(shown), this::looked, this::failed);
    }

    /** Chooses a way that can be gone. */
    void choose(Way chosen) {
        if (offers.stream().anyMatch(offer -> offer.way() == chosen && offer.possible())) {
            way.set(chosen);
        }
    }

    /** Rehearses the shown plan; one at a time. */
    void start() {
        Way chosen = way.get();
        Plan shown = plan();
        if (chosen == null || going()) {
            return;
        }
        cancelling.set(false);
        Progress progress = new Progress(shown);
        progress.preparing(chosen);
        tasks.run(() -> desk.rehearse(shown, chosen, progress), this::ended, this::failed);
    }

    /** Cancels the rehearsal under way; what was made for it is removed. */
    void cancel() {
        if (going() && !cancelling.get()) {
            cancelling.set(true);
            tasks.run(
                    () -> {
                        desk.cancel();
                        return true;
                    },
                    _ -> {},
                    this::failed);
        }
    }

    private Look look(Plan shown) throws BackstepException {
        return new Look(desk.ways(shown), desk.rehearsed(shown).orElse(null));
    }

    private record Look(List<Offer> offers, @Nullable Rehearsed known) {}

    private void looked(Look look) {
        offers = look.offers();
        known = look.known() == null ? known : look.known();
        Way best = offers.stream()
                .filter(Offer::possible)
                .map(Offer::way)
                .findFirst()
                .orElse(null);
        way.set(best);
        state.set(new RehearseState.Ready());
    }

    private void ended(Rehearsal rehearsal) {
        cancelling.set(false);
        Rehearsed remembered = Rehearsed.of(rehearsal);
        known = remembered == null ? known : remembered;
        state.set(new RehearseState.Ended(rehearsal));
    }

    private void failed(Exception cause) {
        cancelling.set(false);
        state.set(new RehearseState.Failed(
                Problem.of(Text.of("rollback.rehearse.failed"), cause).sentence()));
    }

    /** Hears the rehearsal on its thread and shows it on the window's. */
    private final class Progress implements RehearsalProgress {

        private final Plan shown;

        Progress(Plan shown) {
            this.shown = shown;
        }

        @Override
        public void preparing(Way chosen) {
            show(Text.of(chosen == Way.TEMPLATE ? "rollback.rehearse.copying" : "rollback.rehearse.starting"), -1);
        }

        @Override
        public void replayed(int done, int total) {
            show(Text.of("rollback.rehearse.replaying", done, total), (double) done / Math.max(1, total));
        }

        @Override
        public void stepStarted(int step) {
            int all = shown.steps().size();
            String name = PlanText.step(shown, shown.steps().get(step));
            show(Text.of("rollback.rehearse.stepping", step + 1, all, name), (double) step / all);
        }

        @Override
        public void comparing() {
            show(Text.of("rollback.rehearse.comparing"), -1);
        }

        private void show(String words, double done) {
            tasks.show(() -> state.set(new RehearseState.Going(words, done)));
        }
    }
}
