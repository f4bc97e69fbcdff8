package dev.backstep.rollback.program;

import dev.backstep.git.WorkState;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command, and everything that decides what it will do, as far as it can be known: its fingerprint covers all of it.
 *
 * @param command the command
 * @param program the file that is run
 * @param database the database
 * @param checkout what is checked out where it runs, changes that are not committed included
 * @param catalog all that users have made in the database
 * @param histories what each history table holds
 * @param fingerprint 64 hexadecimal digits
 */
public record ProgramPlan(
        ToolCommand command,
        Path program,
        DatabaseIdentity database,
        WorkState checkout,
        CatalogSnapshot catalog,
        Map<String, String> histories,
        String fingerprint) {

    public ProgramPlan {
        histories = Map.copyOf(histories);
    }

    static ProgramPlan of(ToolCommand command, Path program, WorkState checkout, DatabaseState state) {
        Sum sum = new Sum();
        DatabaseIdentity database = state.identity();
        sum.add("program/1", database.server(), database.database(), Long.toString(database.oid()));
        sum.add(
                database.systemIdentifier(),
                program.toString(),
                command.folder().toString());
        sum.add(Integer.toString(command.words().size()));
        command.words().forEach(sum::add);
        sum.add(Integer.toString(command.variables().size()));
        command.variables().forEach(variable -> sum.add(variable.name(), variable.template()));
        sum.add(checkout.commit(), checkout.changes(), state.catalogSum());
        new TreeMap<>(state.histories()).forEach(sum::add);
        return new ProgramPlan(command, program, database, checkout, state.catalog(), state.histories(), sum.hex());
    }

    /** The first eight digits in two groups, as shown: {@code b3c9 41f0}. */
    public String shortForm() {
        return fingerprint.substring(0, 4) + " " + fingerprint.substring(4, 8);
    }
}
