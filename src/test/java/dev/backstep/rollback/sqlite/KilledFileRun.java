package dev.backstep.rollback.sqlite;

import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.fixture.NoProgress;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.Candidate;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rolls everything back in a process of its own, which dies at the moment that is named, or goes on to its end. */
final class KilledFileRun {

    private KilledFileRun() {}

    /** @param arguments the checkout, the file, a folder for what is kept, and the moment */
    public static void main(String[] arguments) throws Exception {
        ConnectionSettings settings = ConnectionSettings.ofFile(arguments[1]);
        Journal journal = new Journal(Path.of(arguments[2]).resolve("journal"));
        String moment = arguments[3];
        try (OpenWorkspace open = new OpenWorkspace(
                new Workspace(settings, arguments[0], List.of()), null, MigrationTools.on(settings), journal)) {
            Timeline timeline = open.inspect().timelines().getFirst();
            FileRollbackDesk desk = new FileRollbackDesk(
                    (SqliteFile) open.opened(),
                    open,
                    journal,
                    Path.of(arguments[2]).resolve("copies"));
            Map<Version, Candidate> choices = new HashMap<>();
            desk.plan(timeline, null, Map.of())
                    .steps()
                    .forEach(step -> step.findings().forEach(finding -> {
                        if (finding instanceof Finding.CanGenerate can) {
                            choices.put(step.migration().version(), can.candidate());
                        }
                    }));
            System.out.println("ready");
            System.out.flush();
            desk.run(desk.plan(timeline, null, choices), new SaveChoice.Nothing(), RunLimits.DEFAULT, new NoProgress() {
                @Override
                public void locked() {
                    die("locked");
                }

                @Override
                public void stepFinished(int index, Duration time) {
                    die("step" + index);
                }

                @Override
                public void committing() {
                    die("committing");
                }

                private void die(String now) {
                    if (now.equals(moment)) {
                        Runtime.getRuntime().halt(9);
                    }
                }
            });
        }
    }
}
