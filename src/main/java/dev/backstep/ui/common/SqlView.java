package dev.backstep.ui.common;

import dev.backstep.text.Text;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.Caret.CaretVisibility;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/** Shows SQL with highlighting: to read, select and copy. Of a very long text it shows the beginning and says so. */
public final class SqlView extends BorderPane {

    private static final int SHOWN_CHARACTERS = 200_000;
    private static final int SHOWN_LINE = 4_000;

    private final SqlHighlighter highlighter;
    private final CodeArea area = new CodeArea();
    private final Label shortened = new Sentence();
    private String text = "";

    public SqlView(SqlHighlighter highlighter) {
        this.highlighter = highlighter;
        createLayout();
    }

    /** Replaces what is shown; the person is then at its beginning. */
    public void setText(String sql) {
        text = sql;
        String shown = shorten(sql.replace("\r\n", "\n"));
        area.replaceText(shown);
        if (!shown.isEmpty()) {
            area.setStyleSpans(0, styles(shown));
        }
        area.moveTo(0);
        area.requestFollowCaret();
        boolean whole = shown.length() == sql.length();
        shortened.setText(whole ? "" : Text.of("sql.shortened", shown.length(), sql.length()));
        shortened.setVisible(!whole);
        shortened.setManaged(!whole);
    }

    /** Selects a part of the text, by its offsets there, and scrolls to it; what is not shown is not selected. */
    public void reveal(int start, int end) {
        int from = start - carriageReturns(start);
        int to = end - carriageReturns(end);
        if (to <= area.getLength()) {
            area.selectRange(to, from);
            area.requestFollowCaret();
        }
    }

    /** The area takes a line's end for one character, also where a text has two. */
    private int carriageReturns(int before) {
        return (int) text.substring(0, Math.min(before, text.length()))
                .chars()
                .filter(character -> character == '\r')
                .count();
    }

    /** What is shown. */
    public String getText() {
        return area.getText();
    }

    private void createLayout() {
        getStyleClass().add("sql-view");
        area.setEditable(false);
        area.setId("sql");
        area.setAccessibleRole(AccessibleRole.TEXT_AREA);
        area.setAccessibleText(Text.of("sql.accessible"));
        // One reads with the keyboard too: the caret is seen while the text has the focus, editable or not.
        area.focusedProperty()
                .subscribe(focused -> area.setShowCaret(focused ? CaretVisibility.ON : CaretVisibility.OFF));
        shortened.setId("sql-shortened");
        shortened.getStyleClass().add("sql-shortened");
        shortened.setMaxWidth(Double.MAX_VALUE);
        shortened.setVisible(false);
        shortened.setManaged(false);
        setTop(shortened);
        setCenter(new VirtualizedScrollPane<>(area));
    }

    /** Layout of text costs by its length, and by far most by the length of a line. */
    private static String shorten(String sql) {
        int end = Math.min(sql.length(), SHOWN_CHARACTERS);
        int line = 0;
        for (int i = 0; i < end; i++) {
            line = sql.charAt(i) == '\n' ? 0 : line + 1;
            if (line > SHOWN_LINE) {
                return sql.substring(0, i);
            }
        }
        return sql.substring(0, end);
    }

    private StyleSpans<Collection<String>> styles(String sql) {
        StyleSpansBuilder<Collection<String>> styles = new StyleSpansBuilder<>();
        int at = 0;
        for (SqlHighlighter.Span span : highlighter.spans(sql)) {
            styles.add(Set.of(), span.start() - at);
            styles.add(List.of(span.styleClass()), span.end() - span.start());
            at = span.end();
        }
        styles.add(Set.of(), sql.length() - at);
        return styles.create();
    }
}
