package dev.backstep.inspection;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Head;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Provenance;
import dev.backstep.model.Session;
import dev.backstep.model.Timeline;
import dev.backstep.model.Workspace;
import dev.backstep.release.Release;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one workspace, at one moment.
 *
 * @param workspace what was asked for
 * @param database the database's side
 * @param checkout the checkout's side
 * @param timelines one per track, the first one first shown; empty when a side could not be read
 * @param releases tags, branches and the checkout, and how each stands to the database
 * @param warnings sentences about what was left out, such as a broken ref
 * @param time how long the reading took
 */
public record Inspection(
        Workspace workspace,
        DatabaseSide database,
        CheckoutSide checkout,
        List<Timeline> timelines,
        List<Release> releases,
        List<String> warnings,
        Duration time) {

    public Inspection {
        releases = List.copyOf(releases);
        warnings = List.copyOf(warnings);
        timelines = List.copyOf(timelines);
    }

    /** The database's side: read, or a sentence that says why not. */
    public sealed interface DatabaseSide {}

    /**
     * The database was read.
     *
     * @param identity which one it is
     * @param serverVersion as shown: {@code PostgreSQL 17.2}
     * @param sessions others connected to it
     * @param tables every history table found, for pairing by hand
     */
    public record Connected(
            DatabaseIdentity identity, String serverVersion, List<Session> sessions, List<HistoryTable> tables)
            implements DatabaseSide {
        public Connected {
            sessions = List.copyOf(sessions);
            tables = List.copyOf(tables);
        }
    }

    /** The database could not be read. */
    public record Unreachable(String reason) implements DatabaseSide {}

    /** The checkout's side: read, or a sentence that says why not. */
    public sealed interface CheckoutSide {}

    /**
     * The checkout was read.
     *
     * @param root its top folder
     * @param head what is checked out
     * @param instead what stands in the working tree's place in a "what if"; null for the working tree itself
     * @param folders every migration folder found, for pairing by hand
     * @param refs how many refs were read
     * @param commitsSearched how many commits were walked for scripts that no ref has any more
     */
    public record Read(
            Path root,
            @Nullable Head head,
            @Nullable Provenance instead,
            List<String> folders,
            int refs,
            int commitsSearched)
            implements CheckoutSide {
        public Read {
            folders = List.copyOf(folders);
        }
    }

    /** The folder is not a git checkout, or it could not be read. */
    public record Unreadable(String reason) implements CheckoutSide {}
}
