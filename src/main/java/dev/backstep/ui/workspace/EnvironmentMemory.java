package dev.backstep.ui.workspace;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Environment;
import dev.backstep.model.Workspace;
import java.util.Optional;

/** Remembers what databases are for; its calls block. */
public interface EnvironmentMemory {

    /** What a person said of the database; empty when nobody did. */
    Optional<Environment> marked(ConnectionSettings database) throws BackstepException;

    /** Keeps what a person says of the workspace's database. */
    void mark(Workspace workspace, Environment environment) throws BackstepException;
}
