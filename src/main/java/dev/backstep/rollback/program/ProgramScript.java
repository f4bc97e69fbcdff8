package dev.backstep.rollback.program;

import dev.backstep.database.relay.Sent;
import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a program has sent, as a script to be read: each text under a line that says what came of it. */
public final class ProgramScript {

    private ProgramScript() {}

    /** Everything, in the order in which it came. */
    public static String of(ToolEnd end) {
        List<Sent> sent = end.traffic().sent();
        String script = IntStream.range(0, sent.size())
                .mapToObj(i -> of(i, sent.get(i)))
                .collect(Collectors.joining("\n"));
        return end.traffic().omitted() == 0
                ? script
                : script + "\n-- "
                        + Text.of("program.script.omitted", end.traffic().omitted());
    }

    /** One text. */
    public static String of(int index, Sent sent) {
        StringBuilder head = new StringBuilder("-- ").append(index + 1).append(" · ");
        head.append(Text.of("program.script.connection", sent.connection()));
        if (sent.parameters() > 0) {
            head.append(" · ").append(Text.of("program.script.parameters", sent.parameters()));
        }
        String result = result(sent);
        if (result != null) {
            head.append(" · ").append(result);
        }
        head.append(" · ").append(OutcomeText.time(sent.took()));
        return head + "\n" + sent.text().strip() + (sent.text().strip().endsWith(";") ? "" : ";") + "\n";
    }

    private static @Nullable String result(Sent sent) {
        if (sent.state() != null) {
            return Text.of("program.script.refused", sent.state());
        }
        return sent.answer().isEmpty() ? null : sent.answer();
    }
}
