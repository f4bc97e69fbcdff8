package dev.backstep.tool;

import dev.backstep.model.Listing;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Script;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns a folder's files into migrations, as its tool would read them.
 *
 * <p>Files are taken in the order of their names' UTF-8 bytes, as Go's {@code fs.ReadDir} sorts them; of two files with
 * one version and direction the first is the migration's script and the second a duplicate. Up and down of one version
 * may have different titles (golang-migrate takes them for a pair); the migration's name is then the up script's.
 */
public final class MigrationFiles {

    private static final Comparator<Script> BY_NAME = (a, b) -> compareCodePoints(a.fileName(), b.fileName());

    /** So many files tell whose a folder is. */
    private static final int SAMPLE = 5;

    private final NavigableMap<Version, Pair> pairs = new TreeMap<>();
    private final List<String> duplicates = new ArrayList<>();

    private MigrationFiles() {}

    /** The migrations among the files of a listing; files the tool would not take are left out. */
    public static MigrationSet collect(OpenedFiles files, Listing listing) {
        MigrationFiles collected = new MigrationFiles();
        for (Script file : listing.files().stream().sorted(BY_NAME).toList()) {
            parse(files.tool(), file)
                    .ifPresent(name -> files.open(name, file).ifPresent(opened -> collected.add(file, opened)));
        }
        NavigableMap<Version, Migration> migrations = new TreeMap<>();
        collected.pairs.forEach((version, pair) -> migrations.put(version, pair.migration(version)));
        return new MigrationSet(listing.places(), migrations, collected.duplicates);
    }

    /** Whether a folder is this tool's: it takes one of the first files that are named as its own. */
    public static boolean takes(OpenedFiles files, Listing listing) {
        return listing.files().stream()
                .filter(file -> parse(files.tool(), file).isPresent())
                .limit(SAMPLE)
                .anyMatch(file -> parse(files.tool(), file)
                        .flatMap(name -> files.open(name, file))
                        .isPresent());
    }

    /** A file in a folder below counts where the tool takes the folder for its own. */
    private static Optional<ScriptName> parse(MigrationTool tool, Script file) {
        String[] path = file.fileName().split("/", -1);
        boolean own = Arrays.stream(path).limit(path.length - 1L).allMatch(tool::descends);
        return own ? tool.parse(path[path.length - 1]) : Optional.empty();
    }

    private void add(Script file, OpenedFiles.Opened opened) {
        ScriptName name = opened.name();
        Pair before = pairs.getOrDefault(name.version(), Pair.EMPTY);
        Pair after = before.with(opened);
        if (after == null) {
            duplicates.add(file.fileName());
        } else {
            pairs.put(name.version(), after);
        }
    }

    /** UTF-8 keeps the order of code points; Java's own order of strings differs beyond U+FFFF. */
    private static int compareCodePoints(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length()) {
            int left = a.codePointAt(i);
            int right = b.codePointAt(i);
            if (left != right) {
                return Integer.compare(left, right);
            }
            i += Character.charCount(left);
        }
        return Integer.compare(a.length(), b.length());
    }

    private record Pair(
            @Nullable String upTitle,
            @Nullable Script up,
            @Nullable String downTitle,
            @Nullable Script down) {

        static final Pair EMPTY = new Pair(null, null, null, null);

        /** This pair with one more file; null when a script's place is taken. */
        @Nullable
        Pair with(OpenedFiles.Opened file) {
            ScriptName name = file.name();
            boolean forUp = name.direction() != ScriptName.Direction.DOWN;
            boolean forDown = name.direction().down();
            boolean taken = (forUp && upTitle != null) || (forDown && downTitle != null);
            return taken
                    ? null
                    : new Pair(
                            forUp ? name.title() : upTitle,
                            forUp ? file.up() : up,
                            forDown ? name.title() : downTitle,
                            forDown ? file.down() : down);
        }

        Migration migration(Version version) {
            String title = upTitle != null ? upTitle : downTitle;
            return new Migration(version, title == null ? "" : title, up, down);
        }
    }
}
