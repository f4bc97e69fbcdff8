package dev.backstep.ui.workspace;

import dev.backstep.inspection.Inspection;
import dev.backstep.likeness.Question;
import dev.backstep.model.Environment;
import dev.backstep.model.Head;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Timeline;
import dev.backstep.model.Workspace;
import dev.backstep.text.Text;
import dev.backstep.ui.common.EnvironmentBadge;
import dev.backstep.ui.common.Icon;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/** Which database, which checkout, which tool; and what can be done with them. */
final class TopBar extends HBox {

    private static final double NARROW = 1180;
    /** So much of the database's name is always read, whatever else gives way. */
    private static final double NAME = 130;

    private final WorkspaceViewModel model;
    private final Circle light = new Circle(5);
    private final Label database = new Label();
    private final Label server = new Label();
    private final Label branch = new Label();
    private final Label folder = new Label();
    private final Label tool = new Label();
    private final EnvironmentBadge badge = new EnvironmentBadge("environment");
    private final MenuButton databaseChip;
    private final MenuButton checkoutChip;
    private final HBox toolChip;
    private final Button rollBack = new Button(Text.of("top.rollBack"));

    TopBar(WorkspaceViewModel model, WindowActions actions) {
        this.model = model;
        databaseChip = chip("database-chip", light, database, server);
        ((HBox) databaseChip.getGraphic()).getChildren().add(2, badge);
        checkoutChip = chip("checkout-chip", Icon.BRANCH.node(), branch, folder);
        Label toolName = new Label(Text.of("top.tool"));
        toolName.getStyleClass().add("muted");
        tool.setId("tool");
        tool.getStyleClass().add("strong");
        toolChip = new HBox(8, toolName, tool);
        toolChip.getStyleClass().add("chip-plain");
        createLayout(actions);
        bind(actions);
    }

    private void createLayout(WindowActions actions) {
        setId("top-bar");
        getStyleClass().add("top-bar");
        light.getStyleClass().add("light");
        Button refresh = new Button(Text.of("top.refresh"), Icon.REFRESH.node());
        refresh.setId("refresh");
        refresh.setOnAction(_ -> model.refresh());
        refresh.disableProperty().bind(model.runningProperty().isNotEmpty());
        Button releases = new Button(Text.of("top.releases"));
        releases.setId("releases-open");
        releases.setOnAction(_ -> actions.releases(null));
        rollBack.setId("roll-back");
        rollBack.getStyleClass().add("accent");
        rollBack.setOnAction(_ -> actions.rollBack(null));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        for (Button button : new Button[] {refresh, releases, rollBack}) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        getChildren().setAll(databaseChip, checkoutChip, toolChip, space, refresh, releases, rollBack);
    }

    private void bind(WindowActions actions) {
        model.inspectionProperty().subscribe(_ -> show());
        model.trackProperty().subscribe(_ -> show());
        model.lookedAtProperty().subscribe(_ -> show());
        model.environment().environmentProperty().subscribe(_ -> show());
        widthProperty().subscribe(_ -> show());
        databaseChip.setOnShowing(_ -> fillDatabaseMenu(actions));
        checkoutChip.setOnShowing(_ -> fillCheckoutMenu(actions));
        fillDatabaseMenu(actions);
        fillCheckoutMenu(actions);
    }

    private void show() {
        Inspection inspection = model.inspectionProperty().get();
        if (inspection != null) {
            showDatabase(inspection);
            showCheckout(inspection);
        }
        Timeline track = model.trackProperty().get();
        HistoryTable table = track == null ? null : track.track().table();
        tool.setText(table == null ? "" : table.tool());
        boolean room = table != null && getWidth() >= NARROW;
        toolChip.setVisible(room);
        toolChip.setManaged(room);
        rollBack.setDisable(!model.offers().rollBack());
    }

    private void showDatabase(Inspection inspection) {
        Workspace workspace = inspection.workspace();
        database.setText(workspace.database().database());
        database.setMinWidth(Math.min(NAME, database.prefWidth(-1)));
        boolean reached = inspection.database() instanceof Inspection.Connected;
        Environment environment = model.environment().environmentProperty().get();
        badge.show(environment);
        light.getStyleClass().setAll("light", reached ? "good" : "bad");
        String address = workspace.database().server();
        server.setText(
                switch (inspection.database()) {
                    case Inspection.Unreachable _ -> Text.of("top.unreachable", address);
                    case Inspection.Connected connected when getWidth() < NARROW -> address;
                    case Inspection.Connected connected -> Text.of("top.connected", address, connected.serverVersion());
                });
        databaseChip.setAccessibleText(Text.of(
                "top.database.accessible",
                database.getText(),
                Text.of(reached ? "top.light.connected" : "top.light.unreachable"),
                server.getText(),
                environment == null ? "" : EnvironmentBadge.word(environment)));
    }

    private void showCheckout(Inspection inspection) {
        Head head = inspection.checkout() instanceof Inspection.Read read ? read.head() : null;
        String instead = model.lookedAtProperty().get();
        branch.setText(
                instead != null
                        ? Text.of("top.whatIf", instead)
                        : head == null ? Text.of("top.noBranch") : head.name());
        folder.setText(folderName(inspection));
        checkoutChip.setAccessibleText(Text.of("top.checkout.accessible", branch.getText(), folder.getText()));
    }

    /** The last two folders of a long path; the whole path takes the room of everything else. */
    private static String folderName(Inspection inspection) {
        String path = inspection.checkout() instanceof Inspection.Read read
                ? read.root().toString()
                : inspection.workspace().repository();
        String home = System.getProperty("user.home", "");
        String shown = !home.isEmpty() && path.startsWith(home) ? "~" + path.substring(home.length()) : path;
        String[] names = shown.replace('\\', '/').split("/", -1);
        return names.length <= 4 ? shown : "…/" + names[names.length - 2] + "/" + names[names.length - 1];
    }

    private void fillDatabaseMenu(WindowActions actions) {
        Workspace open = model.workspace();
        MenuItem save = item("menu-save-workspace", "menu.saveWorkspace", actions::saveWorkspace);
        MenuItem replay = item("menu-replay", "menu.replay", model::replayTrack);
        replay.setDisable(
                !model.replay().possibleProperty().get() || !model.offers().findOut());
        MenuItem which = item("menu-find-out", "menu.likeness.which", () -> actions.findOut(Question.WHICH_HISTORY));
        which.setDisable(!model.offers().findOutWhich());
        MenuItem recorded = item("menu-compare", "menu.likeness.recorded", () -> actions.findOut(Question.AS_RECORDED));
        recorded.setDisable(!model.offers().findOut());
        MenuItem repair = item("menu-repair", "menu.repair", actions::repair);
        repair.setDisable(!model.offers().repair());
        MenuItem reset = item("menu-reset", "menu.reset", actions::reset);
        reset.setDisable(!model.offers().reset());
        MenuItem command = item("menu-command", "menu.command", actions::command);
        command.setDisable(open == null || open.database().isFile());
        databaseChip
                .getItems()
                .setAll(
                        item("menu-connect", "menu.connect", () -> actions.connect(null)),
                        item("menu-open-workspace", "menu.openWorkspace", actions::openWorkspaceFile),
                        environmentMenu(),
                        save,
                        new SeparatorMenuItem(),
                        replay,
                        which,
                        recorded,
                        command,
                        new SeparatorMenuItem(),
                        repair,
                        reset);
        model.recent().stream().filter(each -> !isSame(each, open)).limit(8).forEach(recent -> {
            if (databaseChip.getItems().getLast().equals(reset)) {
                databaseChip.getItems().add(new SeparatorMenuItem());
            }
            MenuItem item = new MenuItem(WorkspaceName.of(recent));
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> actions.connect(recent));
            databaseChip.getItems().add(item);
        });
    }

    /** Whatever command is kept with it. */
    private static boolean isSame(Workspace one, @Nullable Workspace other) {
        return other != null
                && one.database().equals(other.database())
                && one.repository().equals(other.repository())
                && one.pairings().equals(other.pairings());
    }

    private Menu environmentMenu() {
        Menu menu = new Menu(Text.of("menu.environment"));
        menu.setId("menu-environment");
        menu.setDisable(model.environment().environmentProperty().get() == null);
        ToggleGroup group = new ToggleGroup();
        for (Environment environment : Environment.values()) {
            RadioMenuItem item = new RadioMenuItem(EnvironmentBadge.word(environment));
            item.setId("menu-environment-" + environment.name().toLowerCase(Locale.ROOT));
            item.setToggleGroup(group);
            item.setSelected(
                    environment == model.environment().environmentProperty().get());
            item.setOnAction(_ -> model.environment().mark(environment));
            menu.getItems().add(item);
        }
        return menu;
    }

    private void fillCheckoutMenu(WindowActions actions) {
        checkoutChip
                .getItems()
                .setAll(
                        item("menu-open-checkout", "menu.openCheckout", actions::openCheckout),
                        item("menu-what-if", "menu.whatIf", actions::whatIf),
                        item("menu-pair", "menu.pair", actions::pair),
                        new SeparatorMenuItem(),
                        item("menu-kept", "menu.kept", actions::showKept));
        if (model.lookedAtProperty().get() != null) {
            checkoutChip
                    .getItems()
                    .addFirst(item("menu-back-to-checkout", "menu.backToCheckout", () -> model.lookAt(null)));
        }
    }

    private static MenuItem item(String id, String key, Runnable action) {
        MenuItem item = new MenuItem(Text.of(key));
        item.setId(id);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static MenuButton chip(String id, Node sign, Label name, Label about) {
        name.getStyleClass().add("strong");
        about.getStyleClass().add("muted");
        HBox words = new HBox(8, sign, name, about);
        words.getStyleClass().add("chip-words");
        MenuButton chip = new MenuButton(null, words);
        chip.setId(id);
        chip.getStyleClass().add("chip");
        return chip;
    }
}
