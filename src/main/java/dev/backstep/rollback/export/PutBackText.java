package dev.backstep.rollback.export;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.rollback.undo.PutBack;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words for what was put back. */
public final class PutBackText {

    private static final int NAMED = 12;

    private PutBackText() {}

    /** What is in place again, what is not and why, and how the catalog compares; none where nothing was put back. */
    public static List<String> facts(@Nullable PutBack putBack) {
        if (putBack == null) {
            return List.of();
        }
        List<String> facts = new ArrayList<>();
        long rows = putBack.tables().stream().mapToLong(PutBack.Table::rows).sum();
        if (!putBack.tables().isEmpty()) {
            facts.add(Text.of("undo.fact.rows", rows, putBack.tables().size()));
        }
        putBack.tables().stream()
                .filter(table -> table.left() > 0)
                .map(table -> Text.of("undo.fact.left", Visible.of(table.table()), table.left(), table.reason()))
                .forEach(facts::add);
        facts.add(catalog(putBack.difference()));
        return facts;
    }

    private static String catalog(CatalogDifference difference) {
        if (difference.isEmpty()) {
            return Text.of("undo.fact.equal");
        }
        String named = difference.entries().stream()
                .limit(NAMED)
                .map(PutBackText::entry)
                .collect(Collectors.joining(", "));
        int more = difference.entries().size() - NAMED;
        return Text.of("undo.fact.differs", difference.entries().size(), named, Math.max(0, more));
    }

    private static String entry(CatalogDifference.Entry entry) {
        String name = Visible.of(entry.id().toString());
        return switch (entry.kind()) {
            case ADDED -> Text.of("undo.fact.added", name);
            case DROPPED -> Text.of("undo.fact.dropped", name);
            case CHANGED -> Text.of("undo.fact.changed", name);
        };
    }
}
