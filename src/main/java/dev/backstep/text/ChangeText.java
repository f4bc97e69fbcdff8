package dev.backstep.text;

import dev.backstep.model.Change;
import dev.backstep.model.Version;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is different since the last look. */
public final class ChangeText {

    private ChangeText() {}

    /** A sentence for each change; empty when there is none. */
    public static String of(List<Change> changes) {
        return changes.stream().map(ChangeText::of).collect(Collectors.joining(" "));
    }

    private static String of(Change change) {
        return switch (change) {
            case Change.Switched(String from, String to) -> Text.of("change.switched", from, to);
            case Change.Committed(String branch, var now) when now == null -> Text.of("change.noCommit", branch);
            case Change.Committed(String branch, var now) ->
                Text.of("change.committed", branch, now.shortId(), Visible.shortened(now.subject(), 60));
            case Change.Moved(Version from, Version to) -> Text.of("change.moved", version(from), version(to));
            case Change.Dirty(boolean now) -> Text.of(now ? "change.dirty" : "change.clean");
            case Change.Files(var added, var removed, var edited) ->
                List.of(files("change.added", added), files("change.removed", removed), files("change.edited", edited))
                        .stream()
                        .filter(sentence -> !sentence.isEmpty())
                        .collect(Collectors.joining(" "));
        };
    }

    private static String files(String key, List<Version> versions) {
        return versions.isEmpty() ? "" : Text.of(key, versions.size(), Versions.list(versions));
    }

    private static String version(@Nullable Version version) {
        return version == null ? Text.of("change.nothing") : version.text();
    }
}
