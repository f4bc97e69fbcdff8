package dev.backstep.rollback.rehearsal;

import dev.backstep.database.Database;
import dev.backstep.database.dump.DumpRun;
import dev.backstep.database.dump.PgDump;
import dev.backstep.model.BackstepException;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.Supervised;
import dev.backstep.replay.Throwaway;
import dev.backstep.sql.DumpText;
import dev.backstep.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * A copy of a live database's schema, without rows, on a throwaway server of Backstep's own. Everything in it belongs to one
 * role without rights on the server: whoever owns or may use something live, nobody does there.
 */
public final class SchemaCopy implements DatabaseCopy {

    /** What is compared has neither owners nor rights nor comments; who waits for a lock on the live database gives up soon. */
    private static final List<String> OPTIONS = List.of(
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            "--no-security-labels",
            "--no-subscriptions",
            "--no-tablespaces",
            "--quote-all-identifiers",
            "--encoding=UTF8",
            "--lock-wait-timeout=" + Database.LOCK_TIMEOUT.toMillis());

    private final Throwaway throwaway;

    private SchemaCopy(Throwaway throwaway) {
        this.throwaway = throwaway;
    }

    /**
     * Reads the live schema and makes it anew; on the live database that takes one session, which only reads.
     *
     * @param leftOut extensions that are not made
     * @param cancelled whether a person wants to end it
     * @throws CancellationException when a person does
     */
    public static SchemaCopy make(Database live, ReplayDesk replays, Set<String> leftOut, BooleanSupplier cancelled)
            throws BackstepException {
        DumpText dump = dump(live, cancelled);
        Throwaway throwaway = replays.empty();
        try {
            new SchemaLoad(live, throwaway, leftOut, cancelled).load(dump);
            return new SchemaCopy(throwaway);
        } catch (BackstepException | CancellationException e) {
            throwaway.close();
            throw e;
        }
    }

    private static DumpText dump(Database live, BooleanSupplier cancelled) throws BackstepException {
        int major = live.read(connection -> connection.getMetaData().getDatabaseMajorVersion());
        PgDump program = PgDump.fitting(PgDump.onThisComputer(), major)
                .orElseThrow(() -> new BackstepException("rehearsal.dumpFailed", null, Text.of("rehearsal.not.dump")));
        try {
            DumpRun.Ended ended = new DumpRun(program, live).run(OPTIONS, cancelled);
            if (!ended.done()) {
                throw new BackstepException("rehearsal.dumpFailed", null, ended.lastWords());
            }
            DumpText text = DumpText.of(ended.output());
            if (!text.commands().isEmpty()) {
                throw new BackstepException(
                        "rehearsal.dumpCommands", null, text.commands().getFirst());
            }
            return text;
        } catch (IOException e) {
            throw new BackstepException("rehearsal.dumpFailed", e, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Database database() {
        return throwaway.database();
    }

    @Override
    public Supervised supervision() {
        return throwaway;
    }

    @Override
    public void close() throws BackstepException {
        throwaway.close();
    }
}
