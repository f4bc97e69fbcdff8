package dev.backstep.rollback.sqlite;

import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.database.sqlite.SqliteSession;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.History;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.saved.PrivateFile;
import dev.backstep.rollback.saved.Saved;
import dev.backstep.tool.MigrationTool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The whole file as it was before a run, in a file that only its owner may read. */
final class KeptCopy {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);

    private KeptCopy() {}

    /**
     * Makes the copy under the transaction of the run, puts it on the disk, and reads it back.
     *
     * @param folder is made when it is not there
     */
    static Saved.WholeFile make(SqliteSession session, MigrationTool tool, Plan plan, Path folder, Instant now)
            throws IOException, SQLException, BackstepException {
        String name = plan.database().database().replaceAll("[^\\p{L}\\p{N}._-]", "_");
        Path copy = folder.resolve("%s-before-%s-%s.sqlite"
                .formatted(name, MOMENT.format(now), plan.fingerprint().hex().substring(0, 8)));
        PrivateFile.createFolderOf(copy);
        PrivateFile.create(copy).close();
        try {
            session.copyTo(copy);
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            readBack(copy, tool, plan);
            return new Saved.WholeFile(copy, Files.size(copy));
        } catch (IOException | SQLException | BackstepException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private static void readBack(Path copy, MigrationTool tool, Plan plan) throws BackstepException {
        SqliteFile file = SqliteFile.open(ConnectionSettings.ofFile(copy.toString()), copy);
        History history =
                file.read(connection -> tool.read(connection, plan.history().table()));
        if (!history.equals(plan.history())) {
            throw new BackstepException("sqlite.run.copy", null, copy.toString());
        }
    }
}
