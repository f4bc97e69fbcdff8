package dev.backstep.database.dump;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code pg_dump} of this computer.
 *
 * @param file where it is
 * @param major its major version
 */
public record PgDump(Path file, int major) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    /** Where the installers of each system put PostgreSQL's programs, a folder for each version. */
    private static final List<List<String>> USUAL = List.of(
            List.of("/usr/lib/postgresql", "*", "bin"),
            List.of("/usr", "pgsql-*", "bin"),
            List.of("/opt/homebrew/opt", "{postgresql@*,libpq}", "bin"),
            List.of("/usr/local/opt", "{postgresql@*,libpq}", "bin"),
            List.of("/Library/PostgreSQL", "*", "bin"),
            List.of("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
            List.of(System.getenv().getOrDefault("ProgramFiles", "/nowhere") + "/PostgreSQL", "*", "bin"));

    /** Those that the search path of programs finds, then those in the usual folders. */
    public static List<PgDump> onThisComputer() {
        Set<Path> folders = new LinkedHashSet<>();
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .forEach(folders::add);
        USUAL.forEach(place -> folders.addAll(versions(Path.of(place.get(0)), place.get(1), place.get(2))));
        return in(folders);
    }

    /** Those in these folders, in their order. */
    static List<PgDump> in(Collection<Path> folders) {
        return folders.stream()
                .flatMap(folder -> List.of("pg_dump", "pg_dump.exe").stream().map(folder::resolve))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .flatMap(file -> program(file).stream())
                .toList();
    }

    /**
     * The one for a server of this version: the oldest that is not older than it. An older one refuses the server; a newer
     * one writes what a server of that version may not understand yet.
     */
    public static Optional<PgDump> fitting(List<PgDump> programs, int serverMajor) {
        return programs.stream()
                .filter(program -> program.major() >= serverMajor)
                .min(Comparator.comparingInt(PgDump::major));
    }

    /** The major version of the newest; 0 where there is none. */
    public static int newest(List<PgDump> programs) {
        return programs.stream().mapToInt(PgDump::major).max().orElse(0);
    }

    private static List<Path> versions(Path parent, String glob, String programs) {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, glob)) {
                found.forEach(version -> folders.add(version.resolve(programs)));
            } catch (IOException e) {
                // A folder that cannot be read has no program that could be run.
                return List.of();
            }
        }
        folders.sort(null);
        return folders;
    }

    private static Optional<PgDump> program(Path file) {
        try {
            Process process = new ProcessBuilder(file.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            Matcher matcher = VERSION.matcher(said);
            return matcher.find()
                    ? Optional.of(new PgDump(file, Integer.parseInt(matcher.group(1))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
