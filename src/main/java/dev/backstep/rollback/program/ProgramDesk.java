package dev.backstep.rollback.program;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.Unsaved;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Rehearses and runs the commands of other programs; its calls block and may be made from any thread. */
public interface ProgramDesk {

    /** Finds the program, and reads everything that the fingerprint covers; starts and writes nothing. */
    ProgramPlan plan(ToolCommand command) throws BackstepException;

    /** Whether a copy of the live database can be made, and how large it is; writes nothing. */
    Offer offer() throws BackstepException;

    /** Runs the command against a throwaway copy, which is removed whatever happens. */
    ProgramRehearsal rehearse(ProgramPlan plan, ProgramListener listener);

    /** The last rehearsal of this very plan. */
    Optional<Remembered> rehearsed(ProgramPlan plan);

    /** Checks live whether the command could run now; writes nothing. */
    List<Check> check(ProgramPlan plan) throws BackstepException;

    /** What would be saved: what the rehearsal saw lose something, every table where there was none; writes nothing. */
    Salvage salvage(ProgramPlan plan) throws BackstepException;

    /** Why no full {@code pg_dump} can be put beside the saved data; empty when one can. */
    Optional<Unsaved> dumpProblem() throws BackstepException;

    /** Where saved data goes when nobody says otherwise. */
    Path folderForSaves();

    /** Saves, then runs the command on the live database. The only call that writes there. */
    ProgramRan run(ProgramPlan plan, SaveChoice save, ProgramListener listener);

    /** The role that the command connects as. */
    String role();

    /** Ends what is under way, if something is. */
    void cancel();
}
