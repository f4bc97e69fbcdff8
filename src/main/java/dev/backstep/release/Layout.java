package dev.backstep.release;

import dev.backstep.model.Track;
import dev.backstep.model.Version;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose repository this is, by where its migrations are: what such a program prints when it does not start, and what its
 * runbook needs. The texts are golang-migrate's v4 (wording since v4.6.2) within each program's own wrapping, read from
 * kagent v0.9.3 to v0.10.0-rc3 and coder f80a7ca0.
 */
public enum Layout {
    /** {@code go/core/pkg/migrations/core} and {@code …/vector}. */
    KAGENT,
    /** {@code coderd/database/migrations}. */
    CODER,
    /** Any other: the words of golang-migrate itself over files. */
    PLAIN,
    /** AIOStreams ({@code packages/core/src/db/migrations/runner.ts}): compares the highest ids, after it has filled gaps. */
    AIOSTREAMS,
    /** botpress/messaging: compares the application's versions ({@code packages/engine/src/migration/service.ts}). */
    BOTPRESS,
    /** Another tool, which keeps a row for each migration and lets those pass that it does not know: Flyway, dbmate. */
    OTHER_TOOL;

    private static final Set<String> GOLANG_MIGRATE = Set.of("golang-migrate", "coder");

    private static final String KAGENT_FOLDER = "go/core/pkg/migrations/";
    private static final String CODER_FOLDER = "coderd/database/migrations";

    /** The layout of a track's folder. */
    public static Layout of(Track track) {
        String folder = track.folder() == null ? "" : track.folder();
        if (track.table() != null && track.table().tool().equals("aiostreams")) {
            return AIOSTREAMS;
        }
        if (track.table() != null && track.table().tool().equals("botpress")) {
            return BOTPRESS;
        }
        if (track.table() != null && !GOLANG_MIGRATE.contains(track.table().tool())) {
            return OTHER_TOOL;
        }
        if (folder.startsWith(KAGENT_FOLDER)) {
            return KAGENT;
        }
        return folder.equals(CODER_FOLDER) ? CODER : PLAIN;
    }

    /** The rule in force until a person chooses one: what the programs of this layout are known to do. */
    public StartRule usualRule() {
        return switch (this) {
            // The compatibility mode first ships in v0.9.9 (kagent, go/core/pkg/migrations/runner.go).
            case KAGENT -> new StartRule(StartRule.Kind.RUN, "v0.9.9");
            case CODER, PLAIN, BOTPRESS -> StartRule.REFUSE;
            // By the marks in the table, as pull request 1069 has it; without any, that is today's refusal.
            case AIOSTREAMS -> new StartRule(StartRule.Kind.ONLY_COMPATIBLE, null);
            // dbmate looks at files only; Flyway ignores future migrations unless it is told otherwise.
            case OTHER_TOOL -> new StartRule(StartRule.Kind.RUN, null);
        };
    }

    /** Whether a release of which the database is ahead goes by the marks in the history table, and by nothing else. */
    boolean goesByRows() {
        return this == AIOSTREAMS;
    }

    /** Whether a release refuses a database whose version is below its own top, and in none of its files. */
    boolean looksForVersion() {
        return this != AIOSTREAMS;
    }

    /**
     * What is printed when the database's version is in no file of the release; null where no such words are known.
     *
     * @param top the highest migration of the release
     */
    @Nullable
    String unknownVersion(Track track, Version current, Version top) {
        if (this == AIOSTREAMS) {
            return ("Database is at migration %s but this build only knows up to %s. "
                            + "Upgrade the application or roll back the database.")
                    .formatted(current, top);
        }
        String text = "no migration found for version %s: read down for version %s %s: file does not exist"
                .formatted(current, current, this == KAGENT ? folderName(track) : ".");
        return wrapped(track, text);
    }

    /** What is printed when the history is marked dirty; {@code -1} for golang-migrate's nil version. */
    @Nullable
    String dirty(Track track, String version, boolean ahead, String top) {
        String text = "Dirty database version %s. Fix and force version.".formatted(version);
        if (this == KAGENT && ahead) {
            return ("%1$s migrations: database is dirty at version %2$s and ahead of this binary's max known version %3$s"
                                    + " for track %1$s: manual operator intervention required: ")
                            .formatted(folderName(track), version, top)
                    + text;
        }
        return wrapped(track, text);
    }

    /** What is printed when two files of the release have one version and direction. */
    @Nullable
    String duplicate(String fileName) {
        return this == OTHER_TOOL || this == AIOSTREAMS || this == BOTPRESS
                ? null
                : "duplicate migration file: " + fileName;
    }

    private @Nullable String wrapped(Track track, String text) {
        return switch (this) {
            case KAGENT -> "%1$s migrations: run migrations for %1$s: ".formatted(folderName(track)) + text;
            case CODER -> "migrate up: up: " + text;
            case PLAIN -> text;
            case AIOSTREAMS, BOTPRESS, OTHER_TOOL -> null;
        };
    }

    private static String folderName(Track track) {
        String folder = track.folder() == null ? "" : track.folder();
        return folder.substring(folder.lastIndexOf('/') + 1);
    }
}
