package dev.backstep.release;

import dev.backstep.model.ReleaseVersion.Minor;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a release starts on a track, does not, or may find something else than it expects. */
public sealed interface Reason {

    /** The database is exactly at the release's top; null: neither has any migration applied. */
    record AtItsTop(@Nullable Version at) implements Reason {}

    /** The release applies its own pending migrations first. */
    record MigratesUp(int pending) implements Reason {}

    /** The track has no history in this database; the release applies all of its migrations. */
    record StartsAfresh(int pending) implements Reason {}

    /** The database has tables but no history on any track: the release would begin with its first migration. */
    record NoHistory(int pending) implements Reason {}

    /** The release has nothing of this track: it does not look at it. */
    record NotInRelease() implements Reason {}

    /** The database is ahead, and the rule lets the release run all the same. */
    record RunsAhead(int above, StartRule.Kind kind) implements Reason {}

    /** The release refuses, as applied migrations are not in it. */
    record Ahead(int notInIt) implements Reason {}

    /** The release has migrations above the database's version, but not that version itself. */
    record UnknownVersion(Version current) implements Reason {}

    /**
     * The database's schema is further ahead than one minor version.
     *
     * @param database the minor of the first release with the database's version, or of the newest one below it
     * @param unreleased whether no release has the database's version, so that it counts as one minor more
     */
    record TooFarAhead(Version current, Minor database, boolean unreleased) implements Reason {}

    /** The minor of the release or of the database's version is not known, so nothing is promised. */
    record MinorUnknown(Version current) implements Reason {}

    /** These applied migrations that are not in the release are not known to be compatible, newest first. */
    record NotCompatible(List<TimelineRow> breaking, List<TimelineRow> unknown) implements Reason {
        public NotCompatible {
            breaking = List.copyOf(breaking);
            unknown = List.copyOf(unknown);
        }
    }

    /** Versions, in ascending order, at which the release and the database differ. */
    record Differs(Difference how, List<Version> versions) implements Reason {
        public Differs {
            versions = List.copyOf(versions);
        }
    }

    /**
     * The database has recorded a newer version of the application, so that this one refuses.
     *
     * @param between applied migrations above the release's version, newest first; where there are none, only the recorded
     *     version differs
     */
    record OlderApplication(Version own, Version recorded, List<Version> between) implements Reason {
        public OlderApplication {
            between = List.copyOf(between);
        }
    }

    /** The version of the application is not known here, and the recorded one counts. */
    record ApplicationUnknown(Version recorded) implements Reason {}

    /** The release has no migration to apply, and records its own version. */
    record RecordsItsVersion(Version own) implements Reason {}

    /** The release applies its own pending migrations only when it is told to, and does not start otherwise. */
    record MigratesWhenTold(int pending) implements Reason {}

    /** The history is marked dirty; null for golang-migrate's nil version. */
    record Dirty(@Nullable Version at) implements Reason {}

    /** The tool refuses the release's folder. */
    record DuplicateFile(String fileName) implements Reason {}

    /** The history cannot be read; a sentence says why. */
    record Unreadable(String sentence) implements Reason {}
}
