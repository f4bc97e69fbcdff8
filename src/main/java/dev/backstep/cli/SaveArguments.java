package dev.backstep.cli;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.SaveFolder;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.text.Text;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** What becomes of the data, as the arguments say; nobody decides that by leaving it out. */
final class SaveArguments {

    private SaveArguments() {}

    /** Why no dump can be made; the database may be asked. */
    interface DumpProblem {
        Optional<Unsaved> find() throws BackstepException;
    }

    static SaveChoice of(ParseResult arguments, Terminal terminal, Salvage salvage, DumpProblem dumps)
            throws BackstepException {
        boolean dump = arguments.hasMatchedOption(Syntax.DUMP);
        if (arguments.hasMatchedOption(Syntax.SAVE)) {
            Path folder = arguments.matchedOptionValue(Syntax.SAVE, Path.of(""));
            if (dump) {
                String problem = dumps.find().map(Unsaved::sentence).orElse("");
                if (!problem.isEmpty()) {
                    throw new BackstepException("cli.rollback.stopped", null, problem);
                }
            }
            Path there = terminal.folder().resolve(folder).normalize();
            long free = SaveFolder.look(there).free();
            if (salvage.bytes() > free) {
                terminal.err().println(Text.of("rollback.save.tight", SavedText.bytes(free)));
            }
            return new SaveChoice.ToFolder(there, dump);
        }
        if (dump) {
            throw new BackstepException("cli.rollback.dumpWhere", null);
        }
        if (arguments.hasMatchedOption(Syntax.SAVE_IN_SCHEMA)) {
            return new SaveChoice.InSchema();
        }
        if (salvage.asks() && !arguments.hasMatchedOption(Syntax.NO_SAVE)) {
            throw new BackstepException("cli.rollback.saveMissing", null);
        }
        return new SaveChoice.Nothing();
    }
}
