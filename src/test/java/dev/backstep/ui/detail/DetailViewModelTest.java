package dev.backstep.ui.detail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.backstep.analysis.Analyst;
import dev.backstep.analysis.Progress;
import dev.backstep.fixture.SampleTimelines;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Note;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DetailViewModelTest {

    private static final ScriptReader READER =
            script -> SampleTimelines.text(script).getBytes(StandardCharsets.UTF_8);

    private final DetailViewModel model =
            new DetailViewModel(TaskExecutor.onCallingThread(), InstantSource.fixed(SampleTimelines.NOW));

    @Test
    void theDownScriptIsShownFirstAndTheTabsChangeIt() {
        model.show(SampleTimelines.alpha(447, "alpha_indexes"), READER);
        assertEquals("-- 000447_alpha_indexes.down.sql", firstLine());
        model.tabProperty().set(DetailTab.UP);
        assertEquals("-- 000447_alpha_indexes.up.sql", firstLine());
    }

    @Test
    void theChosenCandidatesTextIsShown() {
        model.show(SampleTimelines.ambiguous(447, "alpha_indexes"), READER);
        model.candidateProperty().set(1);
        assertEquals("-- 000447_gamma_447.down.sql", firstLine());
        assertEquals(
                "gamma_447", model.migration() == null ? "" : model.migration().name());
        assertEquals(
                new PlaceLine("stash@{0}", "1111111", "committed 5 hours ago", "Grace Gum"),
                model.places().getFirst());
        model.show(SampleTimelines.alpha(448, "alpha_cleanup"), READER);
        assertEquals("-- 000448_alpha_cleanup.down.sql", firstLine());
    }

    @Test
    void whereTheToolKeepsNoDownScriptsNoneIsMissing() {
        model.show(SampleTimelines.unknown(447).with(List.of(new Note.NoDownScripts("AIOStreams"))), READER);
        assertEquals(
                new DetailText.Absent(
                        "AIOStreams keeps no down scripts, so none is missing. For a rollback Backstep offers"
                                + " to generate them from the up scripts, where that can be done."),
                model.textProperty().get());
    }

    @Test
    void whereThereIsNoScriptItIsSaid() {
        model.show(SampleTimelines.unknown(447), READER);
        assertEquals(
                new DetailText.Absent("No down script was found: nothing says how to undo this migration."),
                model.textProperty().get());
        assertEquals(List.of(), model.places());
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        model.show(SampleTimelines.alpha(447, "alpha_indexes"), script -> {
            throw new BackstepException("connect.noHost", null);
        });
        assertEquals(
                new DetailText.Absent("Give the host's name or address."),
                model.textProperty().get());
    }

    @Test
    void bytesThatAreNotUtf8AreSaidToBeReplaced() {
        model.show(SampleTimelines.alpha(447, "alpha_indexes"), script -> new byte[] {'a', (byte) 0xff});
        assertEquals(new DetailText.Shown("a\uFFFD", true), model.textProperty().get());
        model.show(SampleTimelines.alpha(446, "other"), script -> "a\uFFFD".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                new DetailText.Shown("a\uFFFD", false), model.textProperty().get());
    }

    @Test
    void historyNamesEachCommitOnceTheNewestFirst() {
        model.show(SampleTimelines.ambiguous(447, "alpha_indexes"), READER);
        assertEquals(
                List.of(
                        new HistoryLine("WIP on gamma", "1111111 · Grace Gum · 5 hours ago", "stash@{0}"),
                        new HistoryLine("Index alpha", "9f31c2e · Ada Alder · 2 days ago", "feature/alpha")),
                model.history());
    }

    @Test
    void whatTheScriptsSayIsShownWithWhatSomebodyCounted() {
        Timeline orchard = SampleTimelines.orchard();
        TimelineRow row = orchard.rows().get(1);
        model.within(orchard);
        model.show(row, READER);
        assertNull(model.findingsProperty().get());
        model.analysed(new Analyst(READER).read(orchard, true, Progress.unheard()));
        model.countedBy(
                _ -> loss -> loss.subject().toString().endsWith("score") ? "12,408 of 13,020 rows hold a value" : null);
        Findings findings = Objects.requireNonNull(model.findingsProperty().get());
        assertEquals(
                List.of(
                        "Runs in: one transaction",
                        "Strongest lock: ACCESS EXCLUSIVE on workspaces (down)",
                        "Marker: breaking, read from the SQL",
                        "Undoes it: wholly, as far as the texts tell"),
                Stream.concat(findings.running().stream(), findings.facts().stream())
                        .map(fact -> Text.of(fact.key()) + ": " + fact.value())
                        .toList());
        assertEquals(
                List.of(
                        "BAD Loses data: the down script drops workspaces.alpha_score: 12,408 of 13,020 rows hold a value",
                        "BAD Loses data: the down script drops workspaces.alpha_kind",
                        "WARN Breaking: Older builds insert into workspaces without alpha_kind, which is NOT NULL and has"
                                + " no default.",
                        "GOOD Compatible: Older builds leave alpha_score of workspaces out, which is allowed.",
                        "GOOD Compatible: An index on workspaces: older builds do not notice."),
                Stream.concat(findings.first().stream(), findings.rest().stream())
                        .map(each -> each.weight() + " " + each.name() + ": " + each.sentence())
                        .toList());
        assertEquals(3, findings.first().size());
        model.goTo(Objects.requireNonNull(findings.first().get(2).place()));
        assertEquals(DetailTab.UP, model.tabProperty().get());
        model.show(orchard.rows().get(2), READER);
        assertNull(model.statementProperty().get());
    }

    @Test
    void anAppliedMigrationIsCountedOnceForEachReadingOfTheDatabaseAndAPendingOneNever() {
        Timeline orchard = SampleTimelines.orchard();
        List<String> asked = new ArrayList<>();
        LossCounter counter = script -> {
            asked.add(script.script().fileName() + " after " + script.before().size());
            return _ -> "7 rows";
        };
        model.within(orchard);
        model.analysed(new Analyst(READER).read(orchard, true, Progress.unheard()));
        model.countedBy(counter);
        orchard.rows().subList(0, 5).forEach(row -> model.show(row, READER));
        orchard.rows().subList(0, 5).forEach(row -> model.show(row, READER));
        assertEquals(
                List.of(
                        "000448_alpha_cleanup.down.sql after 0",
                        "000447_alpha_indexes.down.sql after 1",
                        "000446_alpha_feature.down.sql after 2"),
                asked);
        model.countedBy(counter);
        model.show(orchard.rows().getFirst(), READER);
        assertEquals("000448_alpha_cleanup.down.sql after 0", asked.getLast());
    }

    @Test
    void whereTheDatabaseDoesNotAnswerNoNumberIsShownAndItIsNotAskedAgain() {
        Timeline orchard = SampleTimelines.orchard();
        List<DownScript> asked = new ArrayList<>();
        model.within(orchard);
        model.analysed(new Analyst(READER).read(orchard, true, Progress.unheard()));
        model.show(orchard.rows().get(1), READER);
        model.countedBy(script -> {
            asked.add(script);
            throw new BackstepException("connect.noHost", null);
        });
        assertEquals(
                "the down script drops workspaces.alpha_score",
                Objects.requireNonNull(model.findingsProperty().get())
                        .first()
                        .getFirst()
                        .sentence());
        assertEquals(1, asked.size());
    }

    @Test
    void nothingSelectedIsNothingShown() {
        model.show(null, READER);
        assertNull(model.migration());
        assertEquals(List.of(), model.history());
    }

    private String firstLine() {
        return model.textProperty().get() instanceof DetailText.Shown shown
                ? shown.sql().lines().findFirst().orElse("")
                : model.textProperty().get().toString();
    }
}
