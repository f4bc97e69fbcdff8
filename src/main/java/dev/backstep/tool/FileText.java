package dev.backstep.tool;

import dev.backstep.model.Script.Trait;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tool reads in one migration file.
 *
 * @param up the part that is applied; null where the file has none
 * @param down the part that undoes it; null where the file has none
 * @param checksum of the file, as the tool would record it; null where it records none
 * @param name version and title, where the tool goes by what is in the file; null where it goes by the file's name
 */
public record FileText(
        @Nullable Part up,
        @Nullable Part down,
        @Nullable String checksum,
        @Nullable ScriptName name) {

    /** A file whose name says which migration it is. */
    public FileText(@Nullable Part up, @Nullable Part down, @Nullable String checksum) {
        this(up, down, checksum, null);
    }

    /**
     * A part of a file.
     *
     * @param text exactly what the tool would send
     * @param traits what the tool does with it besides sending it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Part(byte[] text, Set<Trait> traits) {}
}
