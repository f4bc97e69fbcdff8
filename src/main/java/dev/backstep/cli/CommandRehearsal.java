package dev.backstep.cli;

import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.rollback.export.RehearsalText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.CopyBook;
import dev.backstep.rollback.rehearsal.LiveRehearsalDesk;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.rollback.rehearsal.RehearsalDesk;
import dev.backstep.rollback.rehearsal.RehearsalProgress;
import dev.backstep.rollback.rehearsal.Way;
import dev.backstep.rollback.sqlite.FileRehearsalDesk;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import java.io.PrintWriter;
import java.util.List;

/** Rehearses a plan, and says how; the room of a copy on the live server is taken only where its way is asked for by name. */
final class CommandRehearsal {

    private final Rooms rooms;
    private final Terminal terminal;

    CommandRehearsal(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    /** Whether the plan ran there and left what it should, as far as that could be compared. */
    boolean run(OpenWorkspace open, Timeline timeline, Plan plan, Syntax.Rehearse wanted) throws BackstepException {
        if (open.opened() instanceof SqliteFile file) {
            return run(new FileRehearsalDesk(file, timeline, open, rooms.journal()), plan, wanted);
        }
        for (CopyBook.Leftover each : new CopyBook(rooms.journal().copies()).leftovers(open.database())) {
            terminal.err()
                    .println(Text.of("cli.rollback.leftover", each.name(), each.source(), Bytes.of(each.bytes())));
        }
        try (ReplayDesk replays = rooms.replays().get()) {
            RehearsalDesk desk = new LiveRehearsalDesk(
                    open.database(), LiveRehearsalDesk.applied(timeline), open, replays, rooms.journal());
            return run(desk, plan, wanted);
        }
    }

    private boolean run(RehearsalDesk desk, Plan plan, Syntax.Rehearse wanted) throws BackstepException {
        PrintWriter err = terminal.err();
        List<Offer> offers = desk.ways(plan);
        offers.forEach(
                offer -> err.println("  " + RehearsalText.name(offer.way()) + ". " + RehearsalText.explanation(offer)));
        Way way = way(offers, wanted);
        err.println(Text.of("cli.rollback.rehearsing", RehearsalText.name(way)));
        Rehearsal rehearsal = desk.rehearse(plan, way, RehearsalProgress.none());
        terminal.out().print(RollbackReport.rehearsal(plan, rehearsal));
        return rehearsal.outcome() instanceof Rehearsal.Reached reached
                && reached.left().isEmpty();
    }

    private static Way way(List<Offer> offers, Syntax.Rehearse wanted) throws BackstepException {
        return offers.stream()
                .filter(offer -> switch (wanted) {
                    case BEST -> offer.possible() && !offer.takesRoom();
                    case TEMPLATE -> offer.way() == Way.TEMPLATE;
                    case SCHEMA -> offer.way() == Way.SCHEMA;
                    case REPLAY -> offer.way() == Way.REPLAY;
                })
                .findFirst()
                .map(Offer::way)
                .orElseThrow(() -> new BackstepException("cli.rollback.noRehearsal", null));
    }
}
