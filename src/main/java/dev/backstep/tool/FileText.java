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
 */
public record FileText(
        @Nullable Part up, @Nullable Part down, @Nullable String checksum) {

    /**
     * A part of a file.
     *
     * @param text exactly what the tool would send
     * @param traits what the tool does with it besides sending it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Part(byte[] text, Set<Trait> traits) {}
}
