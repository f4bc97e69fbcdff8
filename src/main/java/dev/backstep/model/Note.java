package dev.backstep.model;

import java.util.List;

/** Something about a row of the timeline that a person should know. */
public sealed interface Note {

    /** The checkout's file differs from the one that was applied: it was edited afterwards. */
    record Edited(Migration inCheckout) implements Note {}

    /** The same text stands under another version on the other side: the file was renumbered. */
    record Renumbered(Version other) implements Note {}

    /** Pending below the database's version: a tool that only goes up from its version never runs it. */
    record PendingBelow(Version current) implements Note {}

    /** The tool was told that everything up to here was there before it; there is nothing to undo. */
    record Baseline() implements Note {}

    /** The checkout has another text, which the tool runs again: a migration that is repeated. */
    record Outdated(Migration inCheckout) implements Note {}

    /** Stands below what was there before the tool, so that it never runs, and nobody misses it. */
    record BelowBaseline() implements Note {}

    /**
     * What the tool itself calls the row's state.
     *
     * @param tool the tool's name
     * @param word word for word
     * @param usual whether it says no more than where the row stands
     */
    record ToolsWord(String tool, String word, boolean usual) implements Note {}

    /**
     * A case that the tool's own script tells apart, and what to do in it.
     *
     * @param key what the case is called, a key of the messages; the sentence stands under it, too
     * @param arguments what the sentence names
     */
    record ToolsCase(String key, List<String> arguments) implements Note {
        public ToolsCase {
            arguments = List.copyOf(arguments);
        }
    }

    /** The tool keeps no down scripts, so that none is missing. */
    record NoDownScripts(String tool) implements Note {}

    /** May never have run: these places have the database's version but not this migration. */
    record MayNotHaveRun(List<Provenance> without) implements Note {
        public MayNotHaveRun {
            without = List.copyOf(without);
        }
    }

    /** The file's name differs between the lanes; the text is the same. */
    record Renamed(String inCheckout) implements Note {}

    /** Only in the working tree, not committed. */
    record Uncommitted() implements Note {}
}
