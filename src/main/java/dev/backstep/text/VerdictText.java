package dev.backstep.text;

import dev.backstep.model.Timeline;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import org.jspecify.annotations.Nullable;

/** Says where things stand: the window and the command line say it in the same words. */
public final class VerdictText {

    private VerdictText() {}

    /** One sentence. */
    public static String headline(Timeline timeline) {
        return switch (timeline.verdict()) {
            case Verdict.InSync(Version at) when at == null -> Text.of("verdict.inSync.nil");
            case Verdict.InSync(Version at) -> Text.of("verdict.inSync", named(timeline, at));
            case Verdict.Behind(int pending, var _) -> Text.of("verdict.behind", pending);
            case Verdict.Ahead(int ahead, var _) -> ahead(timeline, ahead);
            case Verdict.Diverged(int ahead, var _, var _) -> ahead(timeline, ahead);
            case Verdict.Dirty(Version at, var _) when at == null -> Text.of("verdict.dirty.nil");
            case Verdict.Dirty(Version at, var _) -> Text.of("verdict.dirty", named(timeline, at));
            case Verdict.Unverified(var doubtful, var _) ->
                Text.of("verdict.unverified", doubtful.size(), Versions.list(doubtful));
            case Verdict.NoHistoryTable _ ->
                Text.of("verdict.noHistory", timeline.track().name());
            case Verdict.EmptyDatabase _ -> Text.of("verdict.empty");
            case Verdict.NoFolder _ -> Text.of("verdict.noFolder", table(timeline));
            case Verdict.UnreadableHistory _ -> Text.of("verdict.unreadable", table(timeline));
        };
    }

    /** What follows from it and what else one should know: one to three sentences. */
    public static String detail(Timeline timeline) {
        return Emphasis.plain(markedDetail(timeline));
    }

    /** What a dirty mark can mean; empty where there is none. */
    public static String dirtyMeaning(Timeline timeline) {
        return timeline.verdict() instanceof Verdict.Dirty(Version at, Version next)
                ? Emphasis.plain(VerdictDetail.meaning(timeline, at, next))
                : "";
    }

    /** The same as {@link #detail}, its names marked as {@link Emphasis} does. */
    public static String markedDetail(Timeline timeline) {
        return VerdictDetail.of(timeline);
    }

    /** A few words for a track's badge: {@code 3 ahead}. */
    public static String badge(Timeline timeline) {
        return switch (timeline.verdict()) {
            case Verdict.InSync _ -> Text.of("verdict.badge.inSync");
            case Verdict.Behind(int pending, var _) -> Text.of("verdict.badge.behind", pending);
            case Verdict.Ahead(int ahead, var _) -> Text.of("verdict.badge.ahead", ahead);
            case Verdict.Diverged(int ahead, var _, var _) -> Text.of("verdict.badge.ahead", ahead);
            case Verdict.Dirty _ -> Text.of("verdict.badge.dirty");
            case Verdict.Unverified _ -> Text.of("verdict.badge.unverified");
            case Verdict.NoHistoryTable _ -> Text.of("verdict.badge.noHistory");
            case Verdict.EmptyDatabase _ -> Text.of("verdict.badge.empty");
            case Verdict.NoFolder _ -> Text.of("verdict.badge.noFolder");
            case Verdict.UnreadableHistory _ -> Text.of("verdict.badge.unreadable");
        };
    }

    /** What the tool says to the checkout's folder when it has duplicates; null when it has none. */
    public static @Nullable String duplicates(Timeline timeline) {
        return timeline.checkoutDuplicates().isEmpty()
                ? null
                : Text.of(
                        "verdict.duplicates",
                        tool(timeline),
                        timeline.checkoutDuplicates().getFirst(),
                        timeline.checkoutDuplicates().size() - 1);
    }

    /** The tool's name; without a history table the words for any tool. */
    static String tool(Timeline timeline) {
        return timeline.track().table() == null
                ? Text.of("verdict.anyTool")
                : timeline.track().table().tool();
    }

    static String table(Timeline timeline) {
        return timeline.track().table() == null
                ? timeline.track().name()
                : timeline.track().table().toString();
    }

    /** Version and name, as far as known: {@code 445 chat_runtime}. */
    static String named(Timeline timeline, Version version) {
        return timeline.rows().stream()
                .filter(row -> row.version().equals(version) && row.lane().inDatabase())
                .map(row -> (version.shown() + " " + row.migration().name()).strip())
                .findFirst()
                .orElse(version.text());
    }

    /** Whether every applied migration stands in the checkout too, some of them with another text. */
    static boolean editedOnly(Timeline timeline) {
        return timeline.rows().stream().allMatch(row -> row.lane().inCheckout());
    }

    private static String ahead(Timeline timeline, int ahead) {
        return editedOnly(timeline) ? Text.of("verdict.edited", ahead) : Text.of("verdict.ahead", ahead);
    }
}
