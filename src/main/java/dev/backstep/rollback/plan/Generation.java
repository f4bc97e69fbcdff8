package dev.backstep.rollback.plan;

import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.ContentId;
import dev.backstep.model.Evidence;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Utf8;
import dev.backstep.model.Version;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.reverse.GeneratedDown;
import dev.backstep.sql.reverse.Reverser;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes down scripts for migrations for which none was found anywhere. */
final class Generation {

    private static final Provenance SOURCE = new Provenance(Provenance.Place.GENERATED, "", null);

    private final ScriptReader scripts;
    private final TrackAnalysis analysis;

    /** @param analysis knows the schema that each up script met */
    Generation(ScriptReader scripts, TrackAnalysis analysis) {
        this.scripts = scripts;
        this.analysis = analysis;
    }

    /** What can be said of a row without a down script: that one can be made, or why not; empty without an up script. */
    Optional<Finding> offer(TimelineRow row) {
        if (severalUps(row)) {
            return Optional.of(new Finding.CannotGenerate(List.of()));
        }
        Migration migration = row.migration();
        String up = text(migration.up());
        if (up == null
                || ScriptFacts.of(up).commentsOnly()
                || ScriptFacts.of(up).blank()) {
            return Optional.empty();
        }
        GeneratedDown down = Reverser.reverse(up, analysis.of(row, migration).before());
        return Optional.of(
                down.whole()
                        ? new Finding.CanGenerate(candidate(migration, down.text()), down.text())
                        : new Finding.CannotGenerate(down.irreversible()));
    }

    /** What a rehearsal means for its step. */
    static Finding finding(Map<Version, Rehearsal.Result> results, Version version) {
        return switch (results.get(version)) {
            case null -> new Finding.RehearsalFailed("");
            case Rehearsal.Restored _ -> new Finding.Generated();
            case Rehearsal.Differs(List<String> differences) -> new Finding.RehearsalDiffers(differences);
            case Rehearsal.Failed(String sentence) -> new Finding.RehearsalFailed(sentence);
        };
    }

    static Provenance source() {
        return SOURCE;
    }

    private static Candidate candidate(Migration migration, String text) {
        ContentId id = ContentId.of(text.getBytes(StandardCharsets.UTF_8));
        Script down = new Script("", id);
        return new Candidate(
                new Migration(migration.version(), migration.name(), migration.up(), down), List.of(SOURCE));
    }

    /** What undoes one up script is no guess at what undoes another. */
    private static boolean severalUps(TimelineRow row) {
        return row.evidence() == Evidence.AMBIGUOUS
                && row.candidates().stream()
                        .anyMatch(candidate -> !candidate.migration().sameUp(row.migration()));
    }

    private @Nullable String text(@Nullable Script up) {
        if (up == null || up.traits().contains(Script.Trait.PLACEHOLDERS)) {
            return null;
        }
        try {
            return Utf8.decode(scripts.read(up));
        } catch (CharacterCodingException | BackstepException e) {
            return null;
        }
    }
}
