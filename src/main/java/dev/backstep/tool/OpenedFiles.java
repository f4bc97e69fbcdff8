package dev.backstep.tool;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of one tool that were opened, each content once: what is in them, and where the parts of them can be read
 * again. Any thread may ask.
 */
public final class OpenedFiles {

    private final MigrationTool tool;
    private final ScriptReader files;
    private final Map<ContentId, Optional<Content>> opened = new ConcurrentHashMap<>();
    private final Map<ContentId, Part> parts = new ConcurrentHashMap<>();

    /** @param files reads whole files */
    public OpenedFiles(MigrationTool tool, ScriptReader files) {
        this.tool = tool;
        this.files = files;
    }

    public MigrationTool tool() {
        return tool;
    }

    /**
     * The scripts of a file.
     *
     * @param name which migration it is
     * @param up the script that is applied; null where the file has none
     * @param down the script that undoes it; null where the file has none
     */
    record Opened(
            ScriptName name, @Nullable Script up, @Nullable Script down) {}

    private record Part(ScriptName name, Script file, boolean up) {}

    /** What is in a file; the name is null where the file's own counts. */
    private record Content(
            @Nullable ScriptName name,
            @Nullable Script up,
            @Nullable Script down) {}

    /** What is in a file; empty when the tool would not take it for a migration. A file that cannot be read has no scripts. */
    Optional<Opened> open(ScriptName name, Script file) {
        if (!tool.opensFiles()) {
            boolean down = name.direction() == ScriptName.Direction.DOWN;
            return Optional.of(new Opened(name, down ? null : file, down ? file : null));
        }
        Optional<Content> known = opened.get(file.content());
        if (known == null) {
            known = read(name, file);
            opened.put(file.content(), known);
        }
        return known.map(text ->
                new Opened(text.name() == null ? name : text.name(), named(text.up(), file), named(text.down(), file)));
    }

    /** The text of a part of a file that was opened; null when there is no such part. */
    public byte @Nullable [] text(Script script) throws BackstepException {
        Part part = parts.get(script.content());
        if (part == null) {
            return null;
        }
        FileText text = tool.open(part.name(), files.read(part.file())).orElseThrow();
        FileText.Part wanted = part.up() ? text.up() : text.down();
        return wanted == null ? null : wanted.text();
    }

    private Optional<Content> read(ScriptName name, Script file) {
        try {
            return tool.open(name, files.read(file))
                    .map(text -> new Content(
                            text.name(),
                            script(name, file, text.up(), text.checksum(), true),
                            script(name, file, text.down(), null, false)));
        } catch (BackstepException e) {
            // Without its text nobody knows what is in it; the version is known all the same.
            return Optional.of(new Content(null, null, null));
        }
    }

    private @Nullable Script script(
            ScriptName name, Script file, FileText.@Nullable Part part, @Nullable String checksum, boolean up) {
        if (part == null) {
            return null;
        }
        ContentId id = ContentId.of(part.text());
        if (!id.equals(file.content())) {
            parts.put(id, new Part(name, file, up));
        }
        return new Script(file.fileName(), id, checksum, part.traits());
    }

    /** One content may stand in files of different names. */
    private static @Nullable Script named(@Nullable Script script, Script file) {
        return script == null || script.fileName().equals(file.fileName())
                ? script
                : new Script(file.fileName(), script.content(), script.checksum(), script.traits());
    }
}
