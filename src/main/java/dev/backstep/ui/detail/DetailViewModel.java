package dev.backstep.ui.detail;

import dev.backstep.analysis.MigrationReading;
import dev.backstep.analysis.RowMarker;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.text.RowText;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.detail.Finding.Place;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the detail pane shows of the selected migration. */
public final class DetailViewModel {

    private final TaskExecutor tasks;
    private final InstantSource clock;
    private final LossCounting losses;
    private final ReadOnlyObjectWrapper<@Nullable TimelineRow> row = new ReadOnlyObjectWrapper<>();
    private final IntegerProperty candidate = new SimpleIntegerProperty();
    private final ObjectProperty<DetailTab> tab = new SimpleObjectProperty<>(DetailTab.DOWN);
    private final ReadOnlyObjectWrapper<DetailText> text = new ReadOnlyObjectWrapper<>(new DetailText.Loading());
    private final ReadOnlyObjectWrapper<@Nullable Findings> findings = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Place> statement = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper replay = new ReadOnlyBooleanWrapper();
    private TrackAnalysis analysis = TrackAnalysis.none();
    private @Nullable Timeline timeline;
    private ScriptReader reader = _ -> new byte[0];
    private TaskExecutor.@Nullable Running reading;

    public DetailViewModel(TaskExecutor tasks, InstantSource clock) {
        this.tasks = tasks;
        this.clock = clock;
        losses = new LossCounting(tasks, this::judge);
        tab.subscribe(_ -> {
            statement.set(null);
            load();
        });
        candidate.subscribe(_ -> {
            load();
            judge();
        });
    }

    /** Shows another row; its texts come from {@code from}. */
    public void show(@Nullable TimelineRow shown, ScriptReader from) {
        reader = from;
        if (!Objects.equals(shown, row.get())) {
            row.set(shown);
            candidate.set(0);
            statement.set(null);
            load();
            judge();
        }
    }

    /** Tells what the shown track's SQL says, as far as it was read. */
    public void analysed(TrackAnalysis read) {
        analysis = read;
        judge();
    }

    /** Tells which timeline the shown rows stand in. */
    public void within(@Nullable Timeline shown) {
        timeline = shown;
    }

    /** Tells who counts what would be lost now, since the database was read anew; null while nobody can. */
    public void countedBy(@Nullable LossCounter counter) {
        losses.by(counter);
        judge();
    }

    /** Tells whether the shown track can be replayed now. */
    public void offerReplay(boolean possible) {
        replay.set(possible);
    }

    /** Whether replaying may tell more of the shown migration. */
    ReadOnlyBooleanProperty replayProperty() {
        return replay.getReadOnlyProperty();
    }

    /** Which tab is open. */
    public ObjectProperty<DetailTab> tabProperty() {
        return tab;
    }

    ReadOnlyObjectProperty<@Nullable TimelineRow> rowProperty() {
        return row.getReadOnlyProperty();
    }

    /** Which of the row's candidates is shown. */
    IntegerProperty candidateProperty() {
        return candidate;
    }

    /** What is known of the shown candidate's scripts; null while they are not read, or nothing is shown. */
    ReadOnlyObjectProperty<@Nullable Findings> findingsProperty() {
        return findings.getReadOnlyProperty();
    }

    /** The statement that a person wants to see; null when there is none. */
    ReadOnlyObjectProperty<@Nullable Place> statementProperty() {
        return statement.getReadOnlyProperty();
    }

    /** Opens a statement's tab and shows it there. */
    void goTo(Place place) {
        tab.set(place.tab());
        statement.set(null);
        statement.set(place);
    }

    /** What the shown candidate's scripts say; null while they are not read. */
    @Nullable
    MigrationReading reading() {
        TimelineRow shown = row.get();
        Migration migration = migration();
        return shown == null || migration == null || !analysis.read(shown) ? null : analysis.of(shown, migration);
    }

    ReadOnlyObjectProperty<DetailText> textProperty() {
        return text.getReadOnlyProperty();
    }

    /** The migration of the shown candidate; null when no row is selected. */
    @Nullable
    Migration migration() {
        TimelineRow shown = row.get();
        if (shown == null) {
            return null;
        }
        List<Candidate> candidates = shown.candidates();
        return candidate.get() < candidates.size()
                ? candidates.get(candidate.get()).migration()
                : shown.migration();
    }

    /** Where the shown candidate was found. */
    List<PlaceLine> places() {
        TimelineRow shown = row.get();
        return shown == null || candidate.get() >= shown.candidates().size()
                ? List.of()
                : shown.candidates().get(candidate.get()).foundAt().stream()
                        .map(place -> PlaceLine.of(place, clock.instant()))
                        .toList();
    }

    List<HistoryLine> history() {
        TimelineRow shown = row.get();
        return shown == null ? List.of() : HistoryLine.of(shown, clock.instant());
    }

    private void judge() {
        TimelineRow shown = row.get();
        Migration migration = migration();
        RowMarker mark = shown == null ? null : analysis.mark(shown);
        if (shown == null || migration == null || mark == null) {
            findings.set(null);
            return;
        }
        LossNumbers numbers = losses.numbers(migration, DownScript.of(timeline, analysis, shown, migration));
        findings.set(Findings.of(
                mark, migration, analysis.of(shown, migration), shown.lane().inDatabase(), numbers));
    }

    private void load() {
        TaskExecutor.Running before = reading;
        if (before != null) {
            before.cancel();
        }
        Migration migration = migration();
        if (migration == null || tab.get() == DetailTab.HISTORY || tab.get() == DetailTab.SCHEMA_CHANGE) {
            return;
        }
        Script script = tab.get().script(migration);
        if (script == null) {
            text.set(new DetailText.Absent(absent()));
            return;
        }
        text.set(new DetailText.Loading());
        ScriptReader from = reader;
        reading = tasks.run(
                () -> decode(from.read(script)),
                text::set,
                failure -> text.set(new DetailText.Absent(sentence(failure, script))));
    }

    private String absent() {
        TimelineRow shown = row.get();
        String sentence = Text.of("detail.absent." + tab.get());
        return tab.get() == DetailTab.DOWN && shown != null
                ? RowText.noDownScripts(shown).orElse(sentence)
                : sentence;
    }

    private static DetailText decode(byte[] bytes) {
        String sql = new String(bytes, StandardCharsets.UTF_8);
        // U+FFFD stands where bytes were not UTF-8; a script that holds the character itself is decoded alike, and
        // its bytes tell the two apart.
        boolean garbled = sql.indexOf('\uFFFD') >= 0 && !Arrays.equals(sql.getBytes(StandardCharsets.UTF_8), bytes);
        return new DetailText.Shown(sql, garbled);
    }

    private static String sentence(Exception failure, Script script) {
        return failure instanceof BackstepException known
                ? Text.of(known)
                : Text.of("detail.unreadable", script.fileName(), String.valueOf(failure.getMessage()));
    }
}
