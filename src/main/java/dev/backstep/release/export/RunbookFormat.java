package dev.backstep.release.export;

import dev.backstep.model.BackstepException;
import dev.backstep.release.Answer;
import java.time.Instant;

/** The formats a runbook can be written in. */
public enum RunbookFormat {
    /** To be read. */
    MARKDOWN(".md"),
    /** For bash. */
    SHELL(".sh"),
    /** For psql. */
    SQL(".sql");

    private final String extension;

    RunbookFormat(String extension) {
        this.extension = extension;
    }

    /** {@code runbook-orchard_dev-v2.29.1.md}: letters that every file system takes. */
    public String fileName(Answer answer, String database) {
        String name = database + "-" + answer.release().name();
        String safe = name.replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        return "runbook-" + safe.substring(0, Math.min(safe.length(), 80)) + extension;
    }

    /**
     * The runbook to a release, to be written as UTF-8; blocks while scripts are read.
     *
     * @throws BackstepException when nothing has to be undone; SQL also when a step cannot run, as a script is missing or
     *     nobody chose among several
     */
    public String write(Answer answer, RunbookSource source, Instant madeAt) throws BackstepException {
        return switch (this) {
            case MARKDOWN -> Runbook.of(answer, source).markdown();
            case SHELL -> Runbook.of(answer, source).shell();
            case SQL -> new RunbookSql(source, madeAt).of(answer);
        };
    }
}
