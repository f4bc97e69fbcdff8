package dev.backstep.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A script, by its file's name and its content; its text is read when it is needed.
 *
 * @param fileName the file's name, below the migration folder
 * @param content the id of its content: of the whole file, or of the part that is this script where a file holds several
 * @param checksum of the file, as its tool would record it; null where the tool records none
 * @param traits what its tool does with it besides sending it
 */
public record Script(
        String fileName, ContentId content, @Nullable String checksum, Set<Trait> traits) {

    /** What a tool does with a script besides sending it as it stands. */
    public enum Trait {
        /** Its author told the tool to run it outside of a transaction. */
        APART,
        /** The tool replaces placeholders in it, by values that stand somewhere else. */
        PLACEHOLDERS,
        /** It is a piece of a program, which only its tool can run; its text is the source. */
        PROGRAM,
        /** Its author told the tool that older builds may run on what it makes. */
        DECLARED_COMPATIBLE,
        /** Its author told the tool that older builds may not run on what it makes. */
        DECLARED_BREAKING
    }

    public Script {
        traits = Set.copyOf(traits);
    }

    /** Whether its text is what its tool sends to the database. */
    public boolean isSent() {
        return !traits.contains(Trait.PLACEHOLDERS) && !traits.contains(Trait.PROGRAM);
    }

    /** A file as it stands. */
    public Script(String fileName, ContentId content) {
        this(fileName, content, null, Set.of());
    }
}
