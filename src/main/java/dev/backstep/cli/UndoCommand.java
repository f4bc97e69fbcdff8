package dev.backstep.cli;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.rollback.LiveUndoDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.undo.UndoBook;
import dev.backstep.rollback.undo.UndoRecord;
import dev.backstep.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Puts back what a rollback took; without a name, lists the rollbacks that can be put back. */
final class UndoCommand {

    private final Rooms rooms;
    private final Terminal terminal;

    UndoCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    ExitCode run(ParseResult arguments) throws BackstepException {
        UndoBook book = new UndoBook(rooms.journal().keepsakes());
        String id = arguments.matchedPositionalValue(0, "");
        if (id.isEmpty()) {
            list(book.all());
            return ExitCode.DONE;
        }
        UndoRecord kept = book.get(id);
        return new WorkspaceArguments(rooms, terminal).open(arguments, database -> run(arguments, database, kept));
    }

    private ExitCode run(ParseResult arguments, Database database, UndoRecord kept) throws BackstepException {
        LiveUndoDesk desk = new LiveUndoDesk(database, kept, rooms.journal());
        Plan plan = desk.plan();
        return new ConfirmedRun(terminal, desk, plan, rooms.productionHost(database.settings())).run(arguments);
    }

    private void list(List<UndoRecord> all) {
        if (all.isEmpty()) {
            terminal.out().println(Text.of("cli.undo.nothing"));
        }
        for (UndoRecord kept : all) {
            UndoRecord.SavedAt saved = kept.saved();
            if (kept.rowsOnly()) {
                terminal.out()
                        .println(Text.of(
                                "cli.undo.rowsOnly",
                                kept.id(),
                                kept.database().database(),
                                kept.database().server(),
                                version(kept.from()),
                                saved == null ? Text.of("cli.undo.unsaved") : saved.place()));
                continue;
            }
            terminal.out()
                    .println(Text.of(
                            "cli.undo.entry",
                            kept.id(),
                            kept.database().database(),
                            kept.database().server(),
                            version(kept.from()),
                            version(kept.target()),
                            saved == null ? Text.of("cli.undo.unsaved") : saved.place()));
        }
    }

    private static String version(@Nullable String version) {
        return version == null ? Text.of("plan.nothingApplied") : version;
    }
}
