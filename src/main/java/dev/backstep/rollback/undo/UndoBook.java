package dev.backstep.rollback.undo;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.backstep.journal.Keepsakes;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Utf8;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.saved.Saved;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of rollbacks that can be put back. */
public final class UndoBook {

    private static final Logger LOG = LoggerFactory.getLogger(UndoBook.class);
    private static final Gson GSON = new Gson();
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Keepsakes keepsakes;

    public UndoBook(Keepsakes keepsakes) {
        this.keepsakes = keepsakes;
    }

    /** A name for a run that nobody else has; names sort by time. */
    public static String freshId(Instant now) {
        return NAME.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** @throws BackstepException when it is not on the disk; the rollback is then not to begin */
    public void keep(
            String id, Instant at, Plan plan, ScriptReader scripts, @Nullable Saved saved, CatalogSnapshot before)
            throws BackstepException {
        UndoRecord kept = new UndoRecord(
                UndoRecord.FORMAT,
                id,
                at.truncatedTo(ChronoUnit.SECONDS).toString(),
                plan.database(),
                plan.history().table(),
                plan.fingerprint().hex(),
                text(plan.history().current()),
                text(plan.target()),
                plan.migrates()
                        ? plan.steps().stream().map(step -> step(step, scripts)).toList()
                        : List.of(),
                saved(saved),
                UndoRecord.things(before));
        try {
            keepsakes.keep(id, GSON.toJson(kept));
        } catch (IOException e) {
            throw new BackstepException("undo.unwritable", e, String.valueOf(e.getMessage()));
        }
    }

    /** All records that can be read, newest first. */
    public List<UndoRecord> all() throws BackstepException {
        List<UndoRecord> all = new ArrayList<>();
        try {
            for (String id : keepsakes.ids().reversed()) {
                UndoRecord record = parse(keepsakes.read(id));
                if (record != null) {
                    all.add(record);
                }
            }
            return all;
        } catch (IOException e) {
            throw new BackstepException("undo.unreadable", e, String.valueOf(e.getMessage()));
        }
    }

    /** @throws BackstepException when there is no such record */
    public UndoRecord get(String id) throws BackstepException {
        return all().stream()
                .filter(record -> record.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BackstepException("undo.noRecord", null, id));
    }

    /** Forgets a run; its saved data stays. */
    public void remove(String id) {
        try {
            keepsakes.remove(id);
        } catch (IOException e) {
            LOG.warn("The record of a run that changed nothing could not be removed", e);
        }
    }

    private static @Nullable UndoRecord parse(@Nullable String json) {
        try {
            UndoRecord record = json == null ? null : GSON.fromJson(json, UndoRecord.class);
            return record != null && UndoRecord.FORMAT.equals(record.format()) ? record : null;
        } catch (JsonParseException e) {
            return null;
        }
    }

    /** The script that takes a step back; null when none was found. */
    public static @Nullable Script opposite(Step step) {
        return step.forth() ? step.migration().down() : step.migration().up();
    }

    private static UndoRecord.UndoStep step(Step step, ScriptReader scripts) {
        Script other = opposite(step);
        return new UndoRecord.UndoStep(
                step.migration().version().text(),
                step.migration().name(),
                text(step.leavesAt()),
                other == null ? null : other.fileName(),
                other == null ? null : text(other, scripts),
                other == null ? null : other.checksum(),
                other == null
                        ? null
                        : other.traits().stream()
                                .map(Script.Trait::name)
                                .sorted()
                                .toList());
    }

    private static @Nullable String text(Script script, ScriptReader scripts) {
        try {
            return Utf8.decode(scripts.read(script));
        } catch (CharacterCodingException | BackstepException e) {
            LOG.info("The script {} is not kept", script.fileName(), e);
            return null;
        }
    }

    private static UndoRecord.@Nullable SavedAt saved(@Nullable Saved saved) {
        return switch (saved) {
            case Saved.InFile file ->
                new UndoRecord.SavedAt(file.file().toAbsolutePath().toString(), file.manifest(), null);
            case Saved.InSchema schema -> new UndoRecord.SavedAt(null, null, schema.schema());
            case Saved.WholeFile _ -> null;
            case null -> null;
        };
    }

    private static @Nullable String text(@Nullable Version version) {
        return version == null ? null : version.text();
    }
}
