package dev.backstep.likeness;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The differences of one object and of what belongs to it: of a table with its columns, constraints and triggers.
 *
 * @param name the object, as shown
 * @param lines one for each difference
 */
public record DifferenceGroup(String name, List<Line> lines) {

    private static final int DEFINITION = 2_000;

    public DifferenceGroup {
        lines = List.copyOf(lines);
    }

    /**
     * One thing that differs.
     *
     * @param kind on the way from what the history makes to what the database has
     * @param words what differs, and how
     * @param definitions what the history makes and what the database has, where that is known; a line each
     */
    public record Line(CatalogDifference.Kind kind, String words, List<String> definitions) {
        public Line {
            definitions = List.copyOf(definitions);
        }

        /** Whether it has these words somewhere, whatever their case. */
        public boolean has(String wanted) {
            String lower = wanted.toLowerCase(Locale.ROOT);
            return words.toLowerCase(Locale.ROOT).contains(lower)
                    || definitions.stream()
                            .anyMatch(definition ->
                                    definition.toLowerCase(Locale.ROOT).contains(lower));
        }
    }

    /** What of it has these words: all, where its name has them. */
    public DifferenceGroup having(String words) {
        if (words.isEmpty() || name.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT))) {
            return this;
        }
        return new DifferenceGroup(
                name, lines.stream().filter(line -> line.has(words)).toList());
    }

    /** The differences by object, those of one object together. */
    public static List<DifferenceGroup> of(CatalogDifference difference) {
        Map<String, List<Line>> groups = new LinkedHashMap<>();
        for (CatalogDifference.Entry entry : difference.entries()) {
            groups.computeIfAbsent(owner(entry.id()), _ -> new ArrayList<>()).add(line(entry));
        }
        return groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(group -> new DifferenceGroup(group.getKey(), group.getValue()))
                .toList();
    }

    private static String owner(CatalogId id) {
        String schema = id.schema().isEmpty() || id.schema().equals("public") ? "" : id.schema() + ".";
        return Visible.of(id.kind() == CatalogKind.FUNCTION ? id.toString() : schema + id.name());
    }

    private static Line line(CatalogDifference.Entry entry) {
        String thing = Text.of("likeness.kind." + entry.id().kind());
        String part = Visible.of(entry.id().part());
        boolean own = part.isEmpty() || entry.id().kind() == CatalogKind.FUNCTION;
        String named = own ? thing : Text.of("likeness.part", thing, part);
        List<String> definitions = new ArrayList<>();
        String before = entry.before();
        String after = entry.after();
        if (before != null && !before.isBlank()) {
            definitions.add(Text.of("likeness.made", shortened(before)));
        }
        if (after != null && !after.isBlank()) {
            definitions.add(Text.of("likeness.has", shortened(after)));
        }
        return new Line(entry.kind(), Text.of("likeness.difference." + entry.kind(), named), definitions);
    }

    private static String shortened(String definition) {
        return Visible.shortened(definition.replaceAll("\\s+", " ").strip(), DEFINITION);
    }
}
