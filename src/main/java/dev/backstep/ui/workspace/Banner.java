package dev.backstep.ui.workspace;

import dev.backstep.inspection.Inspection;
import dev.backstep.model.Timeline;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.text.Text;
import dev.backstep.text.VerdictText;
import org.jspecify.annotations.Nullable;

/**
 * What the verdict bar says.
 *
 * @param kind where things stand
 * @param headline one sentence
 * @param detail a second line, its names marked as {@link dev.backstep.text.Emphasis} does
 * @param notice something else that stands in the way; null when nothing does
 * @param action the one thing to do about it
 * @param actionText what its button says; blank for {@link Action#NONE}
 */
record Banner(
        Kind kind, String headline, String detail, @Nullable String notice, Action action, String actionText) {

    /** Where things stand; each has its own colour, icon and words. */
    enum Kind {
        IN_SYNC,
        BEHIND,
        AHEAD,
        DIVERGED,
        DIRTY,
        UNVERIFIED,
        NO_HISTORY,
        EMPTY,
        NO_FOLDER,
        UNREADABLE,
        UNREACHABLE,
        NOT_A_CHECKOUT,
        NOTHING_FOUND
    }

    /** What can be done about it. */
    enum Action {
        NONE,
        PREVIEW,
        PAIR,
        RETRY,
        OPEN_CHECKOUT
    }

    static Banner of(Inspection inspection, @Nullable Timeline timeline) {
        if (inspection.database() instanceof Inspection.Unreachable(String reason)) {
            return new Banner(
                    Kind.UNREACHABLE,
                    Text.of(
                            "banner.unreachable",
                            inspection.workspace().database().database()),
                    reason,
                    inspection.checkout() instanceof Inspection.Unreadable(String other) ? other : null,
                    Action.RETRY,
                    Text.of("banner.retry"));
        }
        if (inspection.checkout() instanceof Inspection.Unreadable(String reason)) {
            return new Banner(
                    Kind.NOT_A_CHECKOUT,
                    Text.of("banner.notACheckout"),
                    reason,
                    null,
                    Action.OPEN_CHECKOUT,
                    Text.of("menu.openCheckout"));
        }
        return timeline == null ? nothingFound() : of(timeline);
    }

    /** The version that the preview goes to; null when it is still to be chosen. */
    static @Nullable Version target(Timeline timeline) {
        return timeline.ancestor();
    }

    /** What the button says that leads to what the checkout has. */
    static String moveText() {
        return Text.of("banner.move");
    }

    private static Banner nothingFound() {
        return new Banner(
                Kind.NOTHING_FOUND,
                Text.of("banner.nothing"),
                Text.of("banner.nothing.detail"),
                null,
                Action.PAIR,
                Text.of("menu.pair"));
    }

    private static Banner of(Timeline timeline) {
        Action action = switch (timeline.verdict()) {
            case Verdict.Ahead _, Verdict.Diverged _ -> Action.PREVIEW;
            case Verdict.NoHistoryTable _, Verdict.NoFolder _ -> Action.PAIR;
            case Verdict.UnreadableHistory _ -> Action.RETRY;
            case Verdict.InSync _, Verdict.Behind _, Verdict.Dirty _, Verdict.Unverified _, Verdict.EmptyDatabase _ ->
                Action.NONE;
        };
        return new Banner(
                kind(timeline.verdict()),
                VerdictText.headline(timeline),
                VerdictText.markedDetail(timeline),
                VerdictText.duplicates(timeline),
                action,
                actionText(action, timeline));
    }

    private static Kind kind(Verdict verdict) {
        return switch (verdict) {
            case Verdict.InSync _ -> Kind.IN_SYNC;
            case Verdict.Behind _ -> Kind.BEHIND;
            case Verdict.Ahead _ -> Kind.AHEAD;
            case Verdict.Diverged _ -> Kind.DIVERGED;
            case Verdict.Dirty _ -> Kind.DIRTY;
            case Verdict.Unverified _ -> Kind.UNVERIFIED;
            case Verdict.NoHistoryTable _ -> Kind.NO_HISTORY;
            case Verdict.EmptyDatabase _ -> Kind.EMPTY;
            case Verdict.NoFolder _ -> Kind.NO_FOLDER;
            case Verdict.UnreadableHistory _ -> Kind.UNREADABLE;
        };
    }

    private static String actionText(Action action, Timeline timeline) {
        Version target = target(timeline);
        return switch (action) {
            case NONE -> "";
            case PREVIEW -> target == null ? Text.of("banner.previewAny") : Text.of("banner.preview", target.text());
            case PAIR -> Text.of("menu.pair");
            case RETRY -> Text.of("banner.retry");
            case OPEN_CHECKOUT -> Text.of("menu.openCheckout");
        };
    }
}
