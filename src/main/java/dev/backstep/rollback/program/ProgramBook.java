package dev.backstep.rollback.program;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.backstep.journal.Keepsakes;
import dev.backstep.rollback.saved.TableName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last rehearsal of each command, by its fingerprint. */
final class ProgramBook {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramBook.class);
    private static final Gson GSON = new Gson();

    private final Keepsakes keepsakes;

    ProgramBook(Keepsakes keepsakes) {
        this.keepsakes = keepsakes;
    }

    /** The words on the disk. */
    private record Line(
            @Nullable String fingerprint,
            @Nullable String at,
            long millis,
            @Nullable String verdict,
            int exit,
            int statements,
            @Nullable List<Remembered.Change> changes,
            @Nullable Map<String, String> histories,
            @Nullable List<TableName> loses) {}

    /** That it cannot be written down takes nothing from what was seen. */
    void keep(Remembered seen) {
        Line line = new Line(
                seen.fingerprint(),
                seen.at().toString(),
                seen.took().toMillis(),
                seen.verdict().name(),
                seen.exit(),
                seen.statements(),
                seen.changes(),
                seen.histories(),
                seen.loses());
        try {
            keepsakes.keep(seen.fingerprint(), GSON.toJson(line));
        } catch (IOException e) {
            LOG.warn("The rehearsal of a command could not be written down", e);
        }
    }

    /** Empty where there is none that can be read. */
    Optional<Remembered> of(String fingerprint) {
        try {
            String text = keepsakes.read(fingerprint);
            return Optional.ofNullable(text == null ? null : GSON.fromJson(text, Line.class))
                    .filter(line -> fingerprint.equals(line.fingerprint))
                    .flatMap(ProgramBook::read);
        } catch (IOException | JsonParseException | DateTimeParseException | IllegalArgumentException e) {
            LOG.warn("What is remembered of a command's rehearsal cannot be read", e);
            return Optional.empty();
        }
    }

    private static Optional<Remembered> read(Line line) {
        if (line.fingerprint == null
                || line.at == null
                || line.verdict == null
                || line.changes == null
                || line.histories == null
                || line.loses == null) {
            return Optional.empty();
        }
        return Optional.of(new Remembered(
                line.fingerprint,
                Instant.parse(line.at),
                Duration.ofMillis(line.millis),
                ProgramRehearsal.Verdict.valueOf(line.verdict),
                line.exit,
                line.statements,
                line.changes,
                line.histories,
                line.loses));
    }
}
