package dev.backstep.rollback.export;

import dev.backstep.rollback.Ran;
import dev.backstep.rollback.impact.Amount;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.Saving;
import dev.backstep.rollback.saved.Part;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.Saved;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words for what is saved before a rollback. */
public final class SavedText {

    private SavedText() {}

    /** {@code 2 tables and the values of 1 column are saved first, about 1.2 MB before they are compressed.} */
    public static String salvage(Salvage salvage) {
        long tables = salvage.parts().stream()
                .filter(part -> part.kind() == Part.Kind.ROWS)
                .count();
        long columns = salvage.parts().stream()
                .filter(part -> part.kind() == Part.Kind.VALUES)
                .mapToLong(part -> part.lost().size())
                .sum();
        List<String> things = new ArrayList<>();
        if (tables > 0) {
            things.add(Text.of("saved.tables", tables));
        }
        if (columns > 0) {
            things.add(Text.of("saved.columns", columns));
        }
        if (!salvage.sequences().isEmpty()) {
            things.add(Text.of("saved.sequences", salvage.sequences().size()));
        }
        if (things.isEmpty()) {
            return Text.of("saved.nothing");
        }
        return Text.of("saved.size", String.join(", ", things), AmountText.bytes(new Amount(salvage.bytes(), true)));
    }

    /** One line for each table: what of it is saved. */
    public static List<String> parts(Salvage salvage) {
        return salvage.parts().stream().map(SavedText::part).toList();
    }

    private static String part(Part part) {
        String table = Visible.of(part.table().toString());
        return part.kind() == Part.Kind.ROWS
                ? Text.of("saved.part.rows", table)
                : Text.of(
                        "saved.part.values",
                        table,
                        Visible.of(String.join(", ", part.lost())),
                        part.key().isEmpty() ? 0 : 1,
                        Visible.of(String.join(", ", part.key())));
    }

    /** {@code 77 GB}. */
    public static String bytes(long bytes) {
        return AmountText.bytes(new Amount(bytes, false));
    }

    /** How far the saving has come, in a sentence. */
    public static String progress(Saving now) {
        String name = Visible.of(now.name());
        return switch (now.phase()) {
            case DUMPING -> Text.of("saved.progress.dumping");
            case LOCKING -> Text.of("saved.progress.locking");
            case WRITING -> Text.of("saved.progress.writing", name, now.part() + 1, now.parts(), now.rows());
            case LOADING -> Text.of("saved.progress.loading", name, now.part() + 1, now.parts());
            case CHECKING -> Text.of("saved.progress.checking", name, now.part() + 1, now.parts(), now.rows());
        };
    }

    /** What came of a run besides its outcome, a sentence each. */
    public static List<String> facts(Plan plan, Ran ran) {
        List<String> facts = new ArrayList<>(facts(ran.saved()));
        if (!plan.migrates() && ran.undo() != null) {
            facts.add(Text.of("saved.fact.later"));
        }
        facts.addAll(PutBackText.facts(ran.putBack()));
        return facts;
    }

    /** Where the data is and what of it is not there, a sentence each; none where nothing was saved. */
    public static List<String> facts(@Nullable Saved saved) {
        return switch (saved) {
            case Saved.InFile file -> {
                List<String> facts = new ArrayList<>();
                facts.add(Text.of(
                        "saved.fact.file", Visible.of(file.file().toString()), bytes(file.bytes()), file.rows()));
                if (file.dump() != null) {
                    facts.add(Text.of("saved.fact.dump", Visible.of(file.dump().toString())));
                }
                facts.addAll(file.unsaved().stream().map(Visible::of).toList());
                yield facts;
            }
            case Saved.InSchema schema -> {
                List<String> facts = new ArrayList<>();
                facts.add(Text.of("saved.fact.schema", Visible.of(schema.schema()), schema.rows()));
                facts.addAll(schema.unsaved().stream().map(Visible::of).toList());
                yield facts;
            }
            case Saved.WholeFile copy ->
                List.of(Text.of("saved.fact.copy", Visible.of(copy.file().toString()), bytes(copy.bytes())));
            case null -> List.of();
        };
    }
}
