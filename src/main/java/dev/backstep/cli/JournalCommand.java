package dev.backstep.cli;

import com.google.gson.JsonObject;
import dev.backstep.journal.Kept;
import dev.backstep.journal.Sightings;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.ParseResult;

/** Shows and clears what Backstep has seen. */
final class JournalCommand {

    private static final int FORMAT = 1;

    private final Sightings sightings;
    private final Terminal terminal;

    JournalCommand(Rooms rooms, Terminal terminal) {
        this.sightings = rooms.journal().sightings();
        this.terminal = terminal;
    }

    ExitCode run(ParseResult arguments) throws IOException {
        switch (arguments.commandSpec().name()) {
            case Syntax.LIST -> {
                Kept kept = sightings.kept();
                Syntax.Format format = arguments.matchedOptionValue(Syntax.FORMAT, Syntax.Format.TEXT);
                terminal.out().print(format == Syntax.Format.JSON ? json(kept) : text(kept));
            }
            case Syntax.CLEAR -> {
                Kept kept = sightings.kept();
                sightings.clear();
                terminal.out().println(Text.of("cli.journal.cleared", Bytes.of(kept.bytes()), kept.folder()));
            }
            case Syntax.PATH -> terminal.out().println(sightings.path());
            default -> throw new IllegalStateException(arguments.commandSpec().name());
        }
        return ExitCode.DONE;
    }

    private static String text(Kept kept) {
        StringBuilder text = new StringBuilder();
        text.append(Text.of("cli.journal.size", Bytes.of(kept.bytes()), kept.texts(), kept.folder()))
                .append('\n');
        for (Kept.History each : kept.histories()) {
            text.append(Text.of(
                            "cli.journal.history",
                            each.database(),
                            each.server(),
                            each.table(),
                            each.sightings(),
                            day(each.oldest()),
                            day(each.newest())))
                    .append('\n');
        }
        return text.toString();
    }

    private static LocalDate day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static String json(Kept kept) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("folder", kept.folder().toString());
        json.addProperty("bytes", kept.bytes());
        json.addProperty("texts", kept.texts());
        json.add("histories", JsonReport.array(kept.histories(), JournalCommand::history));
        return JsonReport.printed(json);
    }

    private static JsonObject history(Kept.History history) {
        JsonObject json = new JsonObject();
        json.addProperty("server", history.server());
        json.addProperty("database", history.database());
        json.addProperty("table", history.table());
        json.addProperty("migrations", history.sightings());
        json.addProperty("oldest", history.oldest().toString());
        json.addProperty("newest", history.newest().toString());
        return json;
    }
}
