package dev.backstep.cli;

import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes an inspection into files and says which. */
final class ReportFiles {

    private final TimelinePicture picture;
    private final Terminal terminal;

    ReportFiles(TimelinePicture picture, Terminal terminal) {
        this.picture = picture;
        this.terminal = terminal;
    }

    /** Writes {@code timeline.txt} or {@code timeline.json}, and {@code timeline.png}; older ones are replaced. */
    void write(WorkspaceReader reader, Inspection inspection, ScriptsRead read, Path folder, Syntax.Format format)
            throws IOException {
        Files.createDirectories(folder);
        Path report = folder.resolve(format == Syntax.Format.JSON ? "timeline.json" : "timeline.txt");
        Files.writeString(report, report(inspection, read, format));
        terminal.out().println(report.normalize());
        Path image = folder.resolve("timeline.png");
        picture.write(reader, inspection, image);
        terminal.out().println(image.normalize());
    }

    /** The report, with what the scripts say. */
    static String report(Inspection inspection, ScriptsRead read, Syntax.Format format) {
        return switch (format) {
            case TEXT -> new TextReport(inspection, read.read()).text();
            case JSON -> JsonReport.of(inspection, read);
        };
    }
}
