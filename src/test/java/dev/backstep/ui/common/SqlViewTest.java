package dev.backstep.ui.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Window;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlViewTest {

    private static final String SQL = "-- why\nDROP INDEX idx;\n";
    private Window window;
    private SqlView view;

    @BeforeEach
    void open() throws Exception {
        window = new Window();
        view = Window.onFx(() -> new SqlView(sql -> sql.startsWith("-- why\nDROP")
                ? List.of(new SqlHighlighter.Span("comment", 0, 6), new SqlHighlighter.Span("keyword", 7, 17))
                : List.of()));
        window.show(() -> view, 400, 200);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void colourOfAKeywordFollowsTheColourScheme() throws Exception {
        Window.fx(() -> view.setText(SQL));
        assertTrue(has(window.picture("sql-light"), 0xcf222e));
        window.turn(ColorScheme.DARK);
        BufferedImage dark = window.picture("sql-dark");
        assertTrue(has(dark, 0xff7b72));
        assertFalse(has(dark, 0xffffff));
    }

    @Test
    void aTextIsShownAsItIs() throws Exception {
        Window.fx(() -> view.setText(SQL));
        assertEquals(SQL, Window.onFx(view::getText));
        assertFalse(shortened().isVisible());
    }

    @Test
    void ofTwentyMegabytesTheBeginningIsShownAndThatIsSaid() throws Exception {
        String line = "INSERT INTO t VALUES (1);\n";
        String huge = line.repeat(20_000_000 / line.length());
        Window.fx(() -> view.setText(huge));
        assertEquals(200_000, Window.onFx(view::getText).length());
        assertTrue(shortened().isVisible());
        assertEquals(
                "The text is very long: its first 200,000 of 19,999,980 characters are shown. Copy takes all of it.",
                shortened().getText());
    }

    @Test
    void aVeryLongLineIsCutToo() throws Exception {
        Window.fx(() -> view.setText("x".repeat(50_000)));
        assertEquals(4_000, Window.onFx(view::getText).length());
        assertTrue(shortened().isVisible());
    }

    private Label shortened() {
        return (Label) Objects.requireNonNull(view.lookup("#sql-shortened"));
    }

    private static boolean has(BufferedImage picture, int rgb) {
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if ((picture.getRGB(x, y) & 0xffffff) == rgb) {
                    return true;
                }
            }
        }
        return false;
    }
}
