package dev.backstep.rollback.saved;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.run.Saving;
import dev.backstep.text.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes what a plan takes away into a file, and reads it back. */
final class FileWriter {

    private final Snapshot snapshot;
    private final Precaution.Moment moment;
    private final Consumer<Saving> progress;

    FileWriter(Snapshot snapshot, Precaution.Moment moment, Consumer<Saving> progress) {
        this.snapshot = snapshot;
        this.moment = moment;
        this.progress = progress;
    }

    /**
     * Writes the file; it is whole, was read back and is on the disk when this returns.
     *
     * @throws BackstepException when it could not be written; nothing of it is left then
     */
    Saved.InFile write(Path file, @Nullable Path dump) throws BackstepException, SQLException {
        try (Archive archive = Archive.create(file)) {
            String encoding = CopySettings.encoding(snapshot.connection());
            List<Manifest.Entry> entries = new ArrayList<>();
            List<Part> parts = snapshot.salvage().parts();
            for (int i = 0; i < parts.size(); i++) {
                entries.add(write(archive, parts.get(i), i, encoding));
            }
            byte[] catalog = ManifestJson.of(snapshot.catalog());
            Sum.Contents sum = archive.add(Archive.CATALOG, out -> out.write(catalog), _ -> {});
            Manifest manifest = snapshot.manifest(encoding, entries, sum.sha256());
            byte[] json = ManifestJson.of(manifest);
            archive.add(Archive.MANIFEST, out -> out.write(json), _ -> {});
            Path written = archive.finish();
            check(written, Sum.sha256(json), parts);
            archive.keep();
            return new Saved.InFile(
                    file, Files.size(file), Sum.sha256(json), manifest.rows(), manifest.unsaved(), dump);
        } catch (IOException e) {
            throw new BackstepException(
                    "saved.unwritable", e, file, Bytes.of(snapshot.salvage().bytes()), reason(e));
        }
    }

    private Manifest.Entry write(Archive archive, Part part, int index, String encoding)
            throws IOException, SQLException, BackstepException {
        tell(Saving.Phase.WRITING, index, 0);
        String name = "data/%04d.copy".formatted(index + 1);
        long[] said = new long[1];
        Sum.Contents contents = archive.add(
                name, out -> said[0] = copy(part, encoding, out), rows -> tell(Saving.Phase.WRITING, index, rows));
        if (said[0] != contents.rows()) {
            throw new BackstepException("saved.miscounted", null, part.table(), said[0], contents.rows());
        }
        return new Manifest.Entry(name, part, contents.rows(), contents.bytes(), contents.sha256(), part.ddl());
    }

    /** Gives the number of rows that the server says it sent. */
    private long copy(Part part, String encoding, OutputStream out)
            throws IOException, SQLException, BackstepException {
        String query = "COPY (SELECT " + part.columnList() + " FROM ONLY "
                + part.table().sql() + ") TO STDOUT (FORMAT text, ENCODING '" + encoding + "')";
        try {
            return snapshot.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(query, out);
        } catch (SQLException e) {
            throw Refused.of(e, "saved.refused", part.table().toString());
        }
    }

    private void check(Path written, String manifest, List<Part> parts) throws BackstepException {
        try (SavedFile file = SavedFile.open(written)) {
            if (!file.manifestSum().equals(manifest)) {
                throw new BackstepException("saved.file.damaged", null, written);
            }
            if (parts.isEmpty()) {
                return;
            }
            file.check((part, rows) -> tell(Saving.Phase.CHECKING, part, rows), moment::cancelRequested);
        }
    }

    private void tell(Saving.Phase phase, int index, long rows) {
        List<Part> parts = snapshot.salvage().parts();
        Part part = parts.get(index);
        progress.accept(new Saving(phase, part.table().toString(), index, parts.size(), rows, part.rows()));
    }

    /** The system's own words; the driver and the JDK put no data into them. */
    private static String reason(IOException problem) {
        return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    }
}
