package dev.backstep.release;

import dev.backstep.model.ReleaseVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a release does on a database that is ahead of it.
 *
 * @param kind the rule
 * @param from the first release, by tag, that has it; those before refuse. Null: all have it
 */
public record StartRule(Kind kind, @Nullable String from) {

    /** golang-migrate's own way, which is in force unless a person chooses another. */
    public static final StartRule REFUSE = new StartRule(Kind.REFUSE, null);

    /** The rules there are. */
    public enum Kind {
        /** Refuses: golang-migrate itself, coder, kagent up to v0.9.8. */
        REFUSE,
        /** Runs, and leaves the schema alone: kagent from v0.9.9 on. */
        RUN,
        /** Runs on the schema of its own minor version and of the next one: what kagent promises. */
        WITHIN_ONE_MINOR,
        /** Runs when every migration that is not in it is marked compatible: AIOStreams. */
        ONLY_COMPATIBLE
    }

    /** The rule of one release: before {@link #from}, or when that cannot be told, it refuses. */
    Kind of(Release release) {
        return from == null || notBefore(release) ? kind : Kind.REFUSE;
    }

    /** Whether {@code from} names a version, so that releases can be told before from after. */
    public boolean understood() {
        return from == null || ReleaseVersion.parse(from).isPresent();
    }

    private boolean notBefore(Release release) {
        Optional<ReleaseVersion> first = ReleaseVersion.parse(from == null ? "" : from);
        if (first.isEmpty()) {
            return false;
        }
        return release.version()
                .filter(version -> version.prefix().equals(first.get().prefix()))
                .filter(version -> version.compareTo(first.get()) >= 0)
                .isPresent();
    }
}
