package dev.backstep.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample repository as git itself sees it. */
class OrchardRepositoryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    static Path folder;

    @BeforeAll
    static void create() throws Exception {
        new OrchardRepository(OrchardMigrations.load(), NOW).create(folder);
    }

    @Test
    void gitFindsNothingWrongAndNothingChanged() throws Exception {
        assertEquals("", git("fsck", "--full", "--strict", "--no-dangling"));
        assertEquals("## feature/beta\n", git("status", "--short", "--branch"));
    }

    @Test
    void branchesAndTagsAreThoseOfThePicture() throws Exception {
        assertEquals(
                List.of("feature/alpha", "feature/beta", "main"),
                git("for-each-ref", "--format=%(refname:short)", "refs/heads")
                        .lines()
                        .toList());
        TreeMap<String, String> highest = new TreeMap<>();
        for (String ref :
                git("for-each-ref", "--format=%(refname:short)").lines().toList()) {
            highest.put(ref, highest(ref, "core") + " " + highest(ref, "search"));
        }
        TreeMap<String, String> expected = new TreeMap<>();
        expected.put("feature/alpha", "000448_alpha_cleanup 000003_ranked_search");
        expected.put("feature/beta", "000447_beta_backfill 000003_ranked_search");
        expected.put("main", "000445_chat_runtime 000003_ranked_search");
        expected.put("v2.31.0", "000444_user_secrets 000003_ranked_search");
        expected.put("v2.30.4", "000442_task_prompts 000003_ranked_search");
        expected.put("v2.29.1", "000441_workspace_acl 000003_ranked_search");
        expected.put("v2.28.0", name(430) + " 000003_ranked_search");
        expected.put("v2.26.0", name(398) + " 000002_document_vectors");
        expected.put("v2.24.0", name(360) + " 000002_document_vectors");
        expected.put("v2.20.0", name(310) + " 000002_document_vectors");
        expected.put("v2.10.0", name(200) + " 000001_documents");
        expected.put("v2.0.0", name(120) + " none");
        assertEquals(expected, highest);
    }

    @Test
    void everyMigrationHasBothScriptsAndNoNumberIsLeftOut() throws Exception {
        List<String> expected = IntStream.rangeClosed(1, 448)
                .boxed()
                .flatMap(version -> List.of(version + " down", version + " up").stream())
                .toList();
        List<String> found = files("feature/alpha", "core").stream()
                .map(file -> Integer.parseInt(file.substring(0, 6))
                        + (file.endsWith(".down.sql") ? " down" : file.endsWith(".up.sql") ? " up" : " ?"))
                .toList();
        assertEquals(expected, found);
    }

    @Test
    void theNewestMigrationsOnMainAreThoseOfThePicture() throws Exception {
        List<String> names = files("main", "core").stream()
                .filter(file -> file.endsWith(".up.sql"))
                .map(file -> file.replace(".up.sql", ""))
                .toList();
        assertEquals(
                List.of(
                        "000437_tailnet_peers_index",
                        "000438_api_key_scopes",
                        "000439_rename_parameter_type",
                        "000440_usage_events",
                        "000441_workspace_acl",
                        "000442_task_prompts",
                        "000443_drop_legacy_audit",
                        "000444_user_secrets",
                        "000445_chat_runtime"),
                names.subList(names.size() - 9, names.size()));
    }

    @Test
    void commitsRiseOverTwoYearsUpToNow() throws Exception {
        List<Instant> times = git("log", "--reverse", "--format=%cI", "feature/beta")
                .lines()
                .map(Instant::parse)
                .toList();
        assertEquals(450, times.size());
        assertEquals(times.stream().sorted().toList(), times);
        assertEquals(NOW.minus(730, ChronoUnit.DAYS), times.getFirst());
        Duration newest = Duration.between(times.getLast(), NOW);
        assertTrue(newest.isPositive() && newest.toHours() < 24, newest.toString());
    }

    private String highest(String ref, String track) throws Exception {
        List<String> files = files(ref, track);
        return files.isEmpty() ? "none" : files.getLast().replace(".up.sql", "");
    }

    private List<String> files(String ref, String track) throws Exception {
        return git("ls-tree", "--name-only", ref + ":server/migrations")
                .lines()
                .filter(track::equals)
                .flatMap(found -> lines("ls-tree", "--name-only", ref + ":server/migrations/" + found).stream())
                .toList();
    }

    private static String name(int version) {
        return OrchardMigrations.load().main().get(version - 1).upFile().replace(".up.sql", "");
    }

    private List<String> lines(String... arguments) {
        try {
            return git(arguments).lines().toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, git.waitFor(), output);
        return output;
    }
}
