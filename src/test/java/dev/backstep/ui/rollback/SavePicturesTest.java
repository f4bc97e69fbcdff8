package dev.backstep.ui.rollback;

import static dev.backstep.fixture.Window.fx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Plans;
import dev.backstep.fixture.ScriptedDesk;
import dev.backstep.fixture.Window;
import dev.backstep.model.Migration;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.Saving;
import dev.backstep.rollback.saved.Part;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.Saved;
import dev.backstep.rollback.saved.TableName;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.rollback.undo.PutBack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.application.ColorScheme;
import javafx.scene.control.RadioButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice what becomes of lost data, its progress and its outcome, in the window. */
class SavePicturesTest {

    private static final Salvage LOST = salvage(List.of());

    @TempDir
    private Path folder;

    private final ScriptedDesk desk = new ScriptedDesk();
    private Window window;
    private RollbackBench bench;

    @BeforeEach
    void open() throws Exception {
        window = new Window();
        bench = new RollbackBench(window, desk);
        desk.folderForSaves(folder.resolve("Documents/Backstep")).salvaging(_ -> LOST);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void aFileIsTheDefaultAndTheRunGetsWhatIsChosen() throws Exception {
        confirm();
        Window.await(() -> bench.text("save-room").contains("free there"));
        assertTrue(((RadioButton) bench.node("save-file")).isSelected());
        assertEquals(
                "Saved first: all rows of 1 table, the values of 2 columns; about 1.2 MB before it is compressed.",
                bench.text("save-size"));
        picture("file");
        fx(() -> ((RadioButton) bench.node("save-schema")).fire());
        picture("schema");
        fx(() -> ((RadioButton) bench.node("save-nothing")).fire());
        assertTrue(bench.seen("save-lost"));
        picture("nothing");
        fx(() -> ((RadioButton) bench.node("save-file")).fire());
        bench.saveTo = folder.resolve("chosen");
        fx(() -> bench.button("save-choose").fire());
        bench.type("orchard_dev");
        bench.goOn();
        Window.await(() -> bench.seen("outcome"));
        assertEquals(List.of(new SaveChoice.ToFolder(folder.resolve("chosen"), false)), desk.saves());
    }

    @Test
    void whatCannotBeSavedIsSaidBefore() throws Exception {
        Files.createDirectories(folder.resolve("Documents/Backstep"));
        Path left = folder.resolve("Documents/Backstep/backstep_orchard_dev_448-445_x.backstep-saved.zip.partial");
        Files.write(left, new byte[3_200]);
        desk.salvaging(_ -> salvage(List.of(
                new Unsaved(
                        "saved.not.unread", List.of("447", "SELECT purge_old_rows(now() - '1 year'::interval)"), false),
                new Unsaved("saved.not.triggers", List.of("tasks"), false))));
        confirm();
        Window.await(() -> bench.seen("save-leftovers"));
        picture("unsaved");
        Window.resize(window.stage(), 720, 520);
        Window.await(() -> bottom("typed-name") < top("footer"));
        assertTrue(top("typed-name") > top("danger-box"));
        fx(() -> bench.button("save-remove").fire());
        Window.await(() -> !bench.seen("save-leftovers"));
        assertFalse(Files.exists(left));
    }

    @Test
    void aFolderThatCannotBeWrittenStandsInTheWay() throws Exception {
        confirm();
        Path file = Files.writeString(folder.resolve("file"), "");
        fx(() -> bench.field("save-folder").setText(file.resolve("below").toString()));
        Window.await(() -> bench.text("save-room").startsWith("Nothing can be written to"));
        bench.type("orchard_dev");
        assertTrue(bench.button("action").isDisabled());
        picture("bad-folder");
        fx(() -> ((RadioButton) bench.node("save-nothing")).fire());
        assertFalse(bench.button("action").isDisabled());
    }

    @Test
    void whatTheRoleMayNotReadStandsInTheWay() throws Exception {
        desk.salvaging(_ -> salvage(List.of(new Unsaved("saved.not.denied", List.of("secrets"), true))));
        confirm();
        bench.type("orchard_dev");
        assertTrue(bench.button("action").isDisabled());
    }

    @Test
    void theRunSaysHowFarTheSavingIsAndWhereItWent() throws Exception {
        desk.saved(new Saved.InFile(
                Path.of(
                        "/home/ada/Documents/Backstep/backstep_orchard_dev_448-445_20261121T160912Z.backstep-saved.zip"),
                412_000,
                "",
                12_411,
                List.of("Triggers on tasks may change other tables; what they change is not saved."),
                null));
        desk.running((plan, limits, progress) -> {
            progress.saving(new Saving(Saving.Phase.WRITING, "workspaces", 1, 2, 8_200, 13_020));
            RollbackBench.await(bench.proceed(0));
            RunOutcome outcome = ScriptedDesk.rollBack(plan, limits, progress);
            return outcome;
        });
        confirm();
        bench.type("orchard_dev");
        bench.goOn();
        Window.await(() -> bench.text("phase").startsWith("Saving workspaces (2 of 2), 8,200 rows"));
        picture("progress");
        bench.proceed(0).countDown();
        Window.await(() -> bench.seen("outcome"));
        picture("outcome");
    }

    @Test
    void whatARunTookIsPutBackFromItsOutcome() throws Exception {
        desk.undo("20261121T160912Z-1a2b3c4d");
        confirm();
        bench.type("orchard_dev");
        bench.goOn();
        Window.await(() -> bench.seen("put-back"));
        picture("undo-offered");
        fx(() -> bench.button("put-back").fire());
        assertEquals(
                new Next.PutBack("20261121T160912Z-1a2b3c4d"), bench.viewModel().wanted());
        assertEquals(1, bench.closed);
    }

    @Test
    void puttingBackGoesThroughTheSameGuardsAndSaysWhatCameBack() throws Exception {
        Plan down = Plans.orchard();
        List<Step> ups = down.steps().reversed().stream()
                .map(step -> new Step(
                        step.migration(),
                        "-- up of " + step.migration().name()
                                + "\nALTER TABLE workspaces ADD COLUMN alpha_score integer;\n",
                        null,
                        step.migration().version(),
                        List.of("-- up"),
                        List.of(),
                        List.of()))
                .toList();
        Plan forth = Plan.of(
                down.database(),
                Plans.at(down.target()),
                ups.getLast().migration().version(),
                ups);
        CatalogId index = new CatalogId(CatalogKind.INDEX, "public", "by_hand", "");
        desk.planning((_, _) -> forth)
                .salvaging(_ -> Salvage.NOTHING)
                .putBack(new PutBack(
                        List.of(
                                new PutBack.Table("alpha_feature", 3, 0, ""),
                                new PutBack.Table("workspaces", 12_400, 8, "their rows are not there any more")),
                        new CatalogDifference(List.of(
                                new CatalogDifference.Entry(index, CatalogDifference.Kind.DROPPED, "", null)))));
        bench.showPuttingBack(Plans.timeline(60));
        picture("undo-preview");
        bench.goOn();
        picture("undo-confirm");
        bench.type("orchard_dev");
        assertEquals("Put back 3 migrations", bench.button("action").getText());
        bench.goOn();
        Window.await(() -> bench.seen("outcome"));
        picture("undo-outcome");
    }

    @Test
    void aMoveShowsBothWaysAndIsConfirmedOnce() throws Exception {
        Plan down = Plans.orchard();
        String text = "CREATE TABLE beta_table (\n    id bigint PRIMARY KEY\n);\n";
        Step up = new Step(
                new Migration(Version.of(446), "beta_table", null, null),
                text,
                null,
                Version.of(446),
                List.of(text),
                List.of(),
                List.of());
        List<Step> steps = Stream.concat(down.steps().stream(), Stream.of(up)).toList();
        Plan move = Plan.of(down.database(), down.history(), Version.of(446), steps);
        desk.planning((_, _) -> move).salvaging(_ -> Salvage.NOTHING);
        bench.showMoving(Plans.timeline(60));
        assertEquals("Move orchard_dev from 448 by way of 445 to 446", bench.text("preview-heading"));
        picture("move-preview");
        bench.goOn();
        picture("move-confirm");
        bench.type("orchard_dev");
        assertEquals("Undo 3, apply 1", bench.button("action").getText());
        bench.goOn();
        Window.await(() -> bench.seen("outcome"));
        picture("move-outcome");
    }

    private double top(String id) {
        return bench.node(id).localToScene(bench.node(id).getBoundsInLocal()).getMinY();
    }

    private double bottom(String id) {
        return bench.node(id).localToScene(bench.node(id).getBoundsInLocal()).getMaxY();
    }

    private void confirm() throws Exception {
        bench.show(Plans.timeline(60));
        bench.goOn();
        bench.goOn();
    }

    private static Salvage salvage(List<Unsaved> unsaved) {
        Part.Column id = new Part.Column("id", "bigint", true);
        Part table = new Part(
                new TableName("public", "alpha_feature"), Part.Kind.ROWS, List.of("id"), List.of(id), 3, 49_152);
        Part values = new Part(
                new TableName("public", "workspaces"),
                Part.Kind.VALUES,
                List.of("id"),
                List.of(
                        id,
                        new Part.Column("alpha_score", "integer", true),
                        new Part.Column("alpha_kind", "text", true)),
                13_020,
                1_200_000);
        return new Salvage(List.of(table, values), List.of(), unsaved);
    }

    private void picture(String name) throws Exception {
        for (double[] size : new double[][] {{1360, 860}, {1000, 700}}) {
            fx(() -> {
                window.stage().setWidth(size[0]);
                window.stage().setHeight(size[1]);
            });
            String file = "save-" + name + "-" + (int) size[0];
            Window.picture(window.stage().getScene(), file);
            window.turn(ColorScheme.DARK);
            Window.picture(window.stage().getScene(), file + "-dark");
            window.turn(ColorScheme.LIGHT);
        }
    }
}
