package dev.backstep.release.export;

import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.release.Difference;
import dev.backstep.release.Reason;
import dev.backstep.text.RowText;
import dev.backstep.text.Text;
import dev.backstep.text.Versions;
import dev.backstep.text.Visible;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reason as part of a sentence, without its full stop. */
final class ReasonText {

    private static final int NAMED = 2;

    private ReasonText() {}

    static String of(Reason reason) {
        return switch (reason) {
            case Reason.AtItsTop(Version at) -> Text.of("release.reason.atItsTop", version(at));
            case Reason.MigratesUp(int pending) -> Text.of("release.reason.migratesUp", pending);
            case Reason.StartsAfresh(int pending) -> Text.of("release.reason.startsAfresh", pending);
            case Reason.NoHistory(int pending) -> Text.of("release.reason.noHistory", pending);
            case Reason.NotInRelease _ -> Text.of("release.reason.notInRelease");
            case Reason.RunsAhead(int above, var kind) -> Text.of("release.reason.runsAhead." + kind.name(), above);
            case Reason.Ahead(int notInIt) -> Text.of("release.reason.ahead", notInIt);
            case Reason.UnknownVersion(Version current) -> Text.of("release.reason.unknownVersion", version(current));
            case Reason.TooFarAhead far ->
                Text.of(
                        far.unreleased() ? "release.reason.tooFar.unreleased" : "release.reason.tooFar",
                        version(far.current()),
                        Visible.of(far.database().toString()));
            case Reason.MinorUnknown(Version current) -> Text.of("release.reason.minorUnknown", version(current));
            case Reason.NotCompatible not -> notCompatible(not);
            case Reason.Differs(Difference how, List<Version> versions) ->
                Text.of("release.reason.differs." + how.name(), versions.size(), Visible.of(Versions.list(versions)));
            case Reason.OlderApplication(Version own, Version recorded, List<Version> between) ->
                between.isEmpty()
                        ? Text.of("release.reason.onlyVersion", version(recorded), version(own))
                        : Text.of(
                                "release.reason.newerBuild",
                                between.size(),
                                Visible.of(Versions.list(between)),
                                version(own));
            case Reason.ApplicationUnknown(Version recorded) ->
                Text.of("release.reason.applicationUnknown", version(recorded));
            case Reason.RecordsItsVersion(Version own) -> Text.of("release.reason.recordsItsVersion", version(own));
            case Reason.MigratesWhenTold(int pending) -> Text.of("release.reason.migratesWhenTold", pending);
            case Reason.Dirty(Version at) -> Text.of("release.reason.dirty", at == null ? "-1" : version(at));
            case Reason.DuplicateFile(String fileName) -> Text.of("release.reason.duplicate", Visible.of(fileName));
            case Reason.Unreadable(String sentence) -> sentence;
        };
    }

    /** {@code 447 alpha_indexes is breaking, 446 is not known to be compatible}. */
    private static String notCompatible(Reason.NotCompatible not) {
        List<String> parts = new ArrayList<>();
        if (!not.breaking().isEmpty()) {
            parts.add(Text.of("release.reason.breaking", not.breaking().size(), names(not.breaking())));
        }
        if (!not.unknown().isEmpty()) {
            parts.add(Text.of("release.reason.unknown", not.unknown().size(), names(not.unknown())));
        }
        return String.join("; ", parts);
    }

    /** One with its name, several by their versions. */
    private static String names(List<TimelineRow> rows) {
        return rows.size() < NAMED
                ? Visible.of(RowText.title(rows.getFirst()))
                : Visible.of(
                        Versions.list(rows.stream().map(TimelineRow::version).toList()));
    }

    private static String version(@Nullable Version version) {
        return version == null ? Text.of("plan.nothingApplied") : Visible.of(version.text());
    }
}
