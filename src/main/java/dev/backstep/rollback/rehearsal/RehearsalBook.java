package dev.backstep.rollback.rehearsal;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.backstep.journal.Keepsakes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last rehearsal of each plan, by its fingerprint: a plan that changed has none. */
public final class RehearsalBook {

    private static final Logger LOG = LoggerFactory.getLogger(RehearsalBook.class);
    private static final Gson GSON = new Gson();

    private final Keepsakes keepsakes;

    public RehearsalBook(Keepsakes keepsakes) {
        this.keepsakes = keepsakes;
    }

    /** The words on the disk. */
    private record Line(
            @Nullable String fingerprint,
            @Nullable String way,
            @Nullable String at,
            long millis,
            @Nullable String verdict,
            int differences,
            int failedAt) {}

    /** Keeps what is worth remembering; that it cannot be written down takes nothing from what was seen. */
    public void keep(Rehearsal rehearsal) {
        Rehearsed rehearsed = Rehearsed.of(rehearsal);
        if (rehearsed == null) {
            return;
        }
        Line line = new Line(
                rehearsed.fingerprint(),
                rehearsed.way().name(),
                rehearsed.at().toString(),
                rehearsed.took().toMillis(),
                rehearsed.verdict().name(),
                rehearsed.differences(),
                rehearsed.failedAt());
        try {
            keepsakes.keep(rehearsed.fingerprint(), GSON.toJson(line));
        } catch (IOException e) {
            LOG.warn("A rehearsal could not be written down", e);
        }
    }

    /** The last rehearsal of the plan with this fingerprint; empty where there is none that can be read. */
    public Optional<Rehearsed> of(String fingerprint) {
        try {
            String text = keepsakes.read(fingerprint);
            Line line = text == null ? null : GSON.fromJson(text, Line.class);
            return line == null
                            || line.way == null
                            || line.at == null
                            || line.verdict == null
                            || !fingerprint.equals(line.fingerprint)
                    ? Optional.empty()
                    : Optional.of(new Rehearsed(
                            fingerprint,
                            Way.valueOf(line.way),
                            Instant.parse(line.at),
                            Duration.ofMillis(line.millis),
                            Rehearsed.Verdict.valueOf(line.verdict),
                            line.differences,
                            line.failedAt));
        } catch (IOException | JsonParseException | DateTimeParseException | IllegalArgumentException e) {
            LOG.warn("What is remembered of a rehearsal cannot be read", e);
            return Optional.empty();
        }
    }
}
