package dev.backstep.corpus;

import dev.backstep.fixture.Postgres;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.likeness.Answer;
import dev.backstep.likeness.AnswerText;
import dev.backstep.likeness.Inquiry;
import dev.backstep.likeness.Question;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.Migration;
import dev.backstep.model.PossibleHistory;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.tool.MigrationTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tries whether Backstep finds out which content of a reused number was applied: {@code REPOSITORY FOLDER NUMBER…}, each
 * number's contents as git's history has them, each on a database migrated with the folder of the commit that brought it;
 * a program, not a test.
 */
public final class ReusedNumbers {

    private static final Pattern NAME = Pattern.compile("(?!.*testdata/)(?:.*/)?([0-9]+)_(.*)\\.up\\.sql");

    private final Path repository;
    private final String folder;

    private ReusedNumbers(Path repository, String folder) {
        this.repository = repository;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        ReusedNumbers trial = new ReusedNumbers(Path.of(arguments[0]), arguments[1]);
        Path servers = Path.of("target/corpus").toAbsolutePath();
        try (ReplayDesk desk = new LiveReplayDesk(servers, servers.resolve("postgresql"), ReplayLimits.DEFAULT)) {
            for (String number : Arrays.asList(arguments).subList(2, arguments.length)) {
                trial.number(desk, Long.parseLong(number));
            }
        }
        System.exit(0);
    }

    /** Each content's commit has a branch meanwhile, as it had when somebody worked on it. */
    private void number(ReplayDesk desk, long number) throws Exception {
        Map<String, String> contents = contents(number);
        for (Map.Entry<String, String> content : contents.entrySet()) {
            content.setValue(alone(number, content.getKey(), content.getValue()));
        }
        for (Map.Entry<String, String> content : contents.entrySet()) {
            output("branch", "-f", "reused/" + content.getKey(), content.getValue());
        }
        for (Map.Entry<String, String> content : contents.entrySet()) {
            System.out.println(number + " " + content.getKey() + ": " + ask(desk, number, content.getValue()));
        }
        for (String name : contents.keySet()) {
            output("branch", "-D", "reused/" + name);
        }
    }

    /** Each name that the number has had, with the first commit that has it. */
    private Map<String, String> contents(long number) throws Exception {
        Map<String, String> contents = new LinkedHashMap<>();
        String commit = "";
        for (String line : git("log", "--reverse", "--no-renames", "--diff-filter=A", "--format=: %H", "--name-only")) {
            Matcher name = NAME.matcher(line);
            if (line.startsWith(": ")) {
                commit = line.substring(2);
            } else if (name.matches() && Long.parseLong(name.group(1)) == number) {
                contents.putIfAbsent(name.group(2), commit);
            }
        }
        return contents;
    }

    /** The commit, or where it has the number twice, one like it that has this content alone, as its author had. */
    private String alone(long number, String name, String commit) throws Exception {
        List<String> others = new ArrayList<>();
        for (String path : git("ls-tree", "-r", "--name-only", commit)) {
            Matcher file = NAME.matcher(path);
            if (file.matches()
                    && Long.parseLong(file.group(1)) == number
                    && !file.group(2).equals(name)) {
                others.add(path);
                others.add(path.replace(".up.sql", ".down.sql"));
            }
        }
        if (others.isEmpty()) {
            return commit;
        }
        output("read-tree", commit);
        List<String> removal = new ArrayList<>(List.of("update-index", "--force-remove"));
        removal.addAll(others);
        output(removal.toArray(String[]::new));
        String tree = new String(output("write-tree"), StandardCharsets.UTF_8).strip();
        return new String(output("commit-tree", "-p", commit + "^", "-m", name, tree), StandardCharsets.UTF_8).strip();
    }

    /** The up scripts of a commit, up to a number. */
    private NavigableMap<Long, String> scripts(String commit, long number) throws Exception {
        NavigableMap<Long, String> scripts = new TreeMap<>();
        for (String path : git("ls-tree", "-r", "--name-only", commit)) {
            Matcher name = NAME.matcher(path);
            if (name.matches() && Long.parseLong(name.group(1)) <= number) {
                scripts.put(
                        Long.parseLong(name.group(1)),
                        new String(output("show", commit + ":" + path), StandardCharsets.UTF_8));
            }
        }
        return scripts;
    }

    private String ask(ReplayDesk desk, long number, String commit) throws Exception {
        NavigableMap<Long, String> applied = scripts(commit, number);
        Postgres database = Postgres.freshDatabase();
        Path journal = Files.createTempDirectory("reused");
        try {
            database.execute(
                    "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)");
            applied.values().forEach(database::execute);
            database.execute("INSERT INTO schema_migrations VALUES (" + number + ", false)");
            Workspace workspace = new Workspace(database.settings(), repository.toString(), List.of());
            try (OpenWorkspace open = new OpenWorkspace(workspace, null, MigrationTools.all(), new Journal(journal))) {
                Inspection inspection = open.inspect();
                Answer answer = new Inquiry(Question.WHICH_HISTORY, open, desk, ReplayProgress.none())
                        .answer(inspection.timelines(), inspection.timelines().getFirst());
                return judged(answer, open, applied);
            }
        } finally {
            database.drop();
        }
    }

    private static String judged(Answer answer, OpenWorkspace open, NavigableMap<Long, String> applied)
            throws Exception {
        HistoryComparison comparison = answer.comparison();
        List<Version> wrong = new ArrayList<>();
        if (comparison.likeliest().isPresent()) {
            PossibleHistory said = comparison.likeliest().get();
            for (Version version : comparison.contested()) {
                Migration migration = said.at(version);
                String text = migration == null || migration.up() == null
                        ? ""
                        : new String(open.read(migration.up()), StandardCharsets.UTF_8);
                if (comparison.settles(version)
                        && !text.equals(applied.getOrDefault(Long.parseLong(version.text()), ""))) {
                    wrong.add(version);
                }
            }
        }
        Version number = Version.of(applied.lastKey());
        String verdict = !wrong.isEmpty() ? "WRONG " + wrong : comparison.settles(number) ? "solved" : "open";
        StringBuilder text = new StringBuilder("%s in %d s, contested %s: %s"
                .formatted(verdict, answer.time().toSeconds(), comparison.contested(), AnswerText.headline(answer)));
        answer.likeness()
                .candidates()
                .forEach(compared -> text.append("\n    ")
                        .append(AnswerText.places(compared))
                        .append(", ")
                        .append(name(compared.candidate().history().at(number)))
                        .append(": ")
                        .append(AnswerText.distance(compared))
                        .append(' ')
                        .append(String.valueOf(AnswerText.trouble(compared))));
        return text.toString();
    }

    private static String name(@Nullable Migration migration) {
        return migration == null ? "none" : migration.name();
    }

    private List<String> git(String... arguments) throws Exception {
        return new String(output(arguments), StandardCharsets.UTF_8).lines().toList();
    }

    private byte[] output(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(Arrays.asList(arguments));
        if (arguments[0].equals("log") || arguments[0].equals("ls-tree")) {
            command.addAll(List.of("--", folder));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .put("GIT_INDEX_FILE", repository.resolve(".git/reused-index").toString());
        Process git = builder.start();
        byte[] output = git.getInputStream().readAllBytes();
        if (git.waitFor() != 0) {
            throw new IllegalStateException(command.toString());
        }
        return output;
    }
}
