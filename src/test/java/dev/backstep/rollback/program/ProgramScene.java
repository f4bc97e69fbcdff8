package dev.backstep.rollback.program;

import dev.backstep.database.Database;
import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.rollback.run.Saving;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** A database such as botpress/messaging leaves it, a checkout, and a desk for commands. */
public final class ProgramScene implements AutoCloseable {

    static final String PASSWORD = "p@ss/wörd%";

    public final Postgres postgres = Postgres.freshDatabase();
    public final GitFixture git;
    public final Journal journal;
    final Database database;
    public final LiveProgramDesk desk;
    final List<String> output = Collections.synchronizedList(new ArrayList<>());
    final List<ProgramListener.Phase> phases = Collections.synchronizedList(new ArrayList<>());

    public ProgramScene(Path folder) throws BackstepException {
        git = GitFixture.init(folder.resolve("checkout"));
        git.write("package.json", "{}").commit("First");
        journal = new Journal(folder.resolve("journal"));
        postgres.execute("""
                CREATE TABLE msg_meta (id int PRIMARY KEY, version text NOT NULL, updated_at timestamptz DEFAULT now());
                INSERT INTO msg_meta VALUES (1, '1.2.0');
                CREATE TABLE msg_users (id int PRIMARY KEY, mood text);
                INSERT INTO msg_users SELECT n, 'good' FROM generate_series(1, 3) AS n;
                CREATE TABLE msg_status (id int PRIMARY KEY);
                INSERT INTO msg_status SELECT generate_series(1, 5);
                CREATE TABLE msg_messages (id int PRIMARY KEY, body text);
                INSERT INTO msg_messages SELECT n, 'secret ' || n FROM generate_series(1, 10) AS n;
                CREATE TABLE msg_quiet (id int);
                """);
        database = Database.open(postgres.settings(), PASSWORD.toCharArray());
        desk = new LiveProgramDesk(database, journal, System.getenv());
    }

    ConnectionSettings settings() {
        return postgres.settings();
    }

    /** A URL that leads past Backstep. */
    String realUrl() {
        return "postgres://postgres@localhost:" + Postgres.port() + "/" + postgres.name();
    }

    ProgramPlan plan(String... arguments) throws BackstepException {
        return desk.plan(ToolCommand.of(StandInCommand.line(arguments), git.root(), Variable.USUAL));
    }

    ProgramRehearsal rehearse(ProgramPlan plan) {
        return desk.rehearse(plan, listener(_ -> {}));
    }

    ProgramListener listener(Consumer<String> hears) {
        return new ProgramListener() {
            @Override
            public void phase(Phase phase) {
                phases.add(phase);
            }

            @Override
            public void output(String line) {
                output.add(line);
                hears.accept(line);
            }

            @Override
            public void saving(Saving now) {
                // Not looked at.
            }
        };
    }

    String copies() {
        return String.valueOf(
                postgres.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'backstep_rehearsal_%'"));
    }

    @Override
    public void close() {
        database.close();
        postgres.drop();
    }
}
