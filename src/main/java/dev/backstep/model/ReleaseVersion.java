package dev.backstep.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release's version as its tag gives it: {@code v0.10.0-beta2}, {@code core/v1.2.0}, {@code server-2.31}.
 *
 * <p>Ordered as semver 2.0 orders, but for numbers inside a pre-release's words: {@code beta2} is before {@code beta10},
 * as the people mean who write so. Versions of another prefix are another line and stand apart.
 *
 * @param prefix what stands before the version, such as {@code core}; empty for none
 * @param numbers the numbers between dots: {@code 0.10.0}
 * @param preRelease what follows the dash; empty for a release proper
 */
public record ReleaseVersion(String prefix, Version numbers, String preRelease) implements Comparable<ReleaseVersion> {

    private static final String VERSION =
            "(?<numbers>\\d+(?:\\.\\d+){1,3}|(?<=v)\\d+)(?:-?(?<pre>[0-9A-Za-z][0-9A-Za-z.-]*))?(?:\\+[0-9A-Za-z.-]+)?";

    /** Tried in this order: a dash in a pre-release is not the end of a prefix. */
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("(?<prefix>)v?" + VERSION),
            Pattern.compile("(?<prefix>.+)[/@]v?" + VERSION),
            Pattern.compile("(?<prefix>[A-Za-z][A-Za-z0-9_.-]*?)[-_]v?" + VERSION));

    private static final Pattern WORD_MEETS_NUMBER = Pattern.compile("(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])");

    private static final Comparator<ReleaseVersion> ORDER = Comparator.comparing(ReleaseVersion::prefix)
            .thenComparing(ReleaseVersion::numbers)
            .thenComparing(version -> version.preRelease().isEmpty())
            .thenComparing(ReleaseVersion::preRelease, ReleaseVersion::comparePreReleases);

    /**
     * A minor line of releases.
     *
     * @param prefix the line's prefix
     * @param major the first number
     * @param minor the second number
     */
    public record Minor(String prefix, Version major, Version minor) implements Comparable<Minor> {

        @Override
        public int compareTo(Minor other) {
            return Comparator.comparing(Minor::prefix)
                    .thenComparing(Minor::major)
                    .thenComparing(Minor::minor)
                    .compare(this, other);
        }

        /** Whether both are of the same major version of the same line. */
        public boolean sameMajor(Minor other) {
            return prefix.equals(other.prefix) && major.equals(other.major);
        }

        /** The number of the minor version. */
        public long number() {
            return Long.parseLong(minor.text());
        }

        @Override
        public String toString() {
            return (prefix.isEmpty() ? "" : prefix + "/") + "v" + major + "." + minor;
        }
    }

    /** Takes a tag's name apart; empty when it names no version. */
    public static Optional<ReleaseVersion> parse(String tag) {
        for (Pattern form : FORMS) {
            Matcher name = form.matcher(tag);
            if (name.matches()) {
                String pre = name.group("pre");
                return Optional.of(new ReleaseVersion(
                        name.group("prefix"), new Version(name.group("numbers")), pre == null ? "" : pre));
            }
        }
        return Optional.empty();
    }

    /** Tags in version order, the oldest first; those that name no version stand before all others, by name. */
    public static Comparator<String> tagOrder() {
        Comparator<Optional<ReleaseVersion>> versions =
                Comparator.comparing(version -> version.orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()));
        return Comparator.comparing(ReleaseVersion::parse, versions).thenComparing(Comparator.naturalOrder());
    }

    /** Its minor line; empty where there is only one number, or one beyond any minor. */
    public Optional<Minor> minor() {
        String[] parts = numbers.text().split("\\.", -1);
        return parts.length < 2 || parts[1].length() > 9
                ? Optional.empty()
                : Optional.of(new Minor(prefix, new Version(parts[0]), new Version(parts[1])));
    }

    /** Whether it was made to try out, before the release proper. */
    public boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    @Override
    public int compareTo(ReleaseVersion other) {
        return ORDER.compare(this, other);
    }

    private static int comparePreReleases(String one, String other) {
        return split(one).compareTo(split(other));
    }

    private static Version split(String preRelease) {
        return new Version(WORD_MEETS_NUMBER.matcher(preRelease).replaceAll("."));
    }
}
