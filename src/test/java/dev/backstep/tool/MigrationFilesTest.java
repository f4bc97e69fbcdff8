package dev.backstep.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.backstep.model.ContentId;
import dev.backstep.model.Listing;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.Version;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MigrationFilesTest {

    private static final List<Provenance> HERE = List.of(new Provenance(Provenance.Place.WORKING_TREE, "main", null));

    @Test
    void pairsAreMadeByVersionAndNamedAfterTheUpScript() {
        assertEquals(
                new MigrationSet(
                        HERE,
                        new TreeMap<>(Map.of(
                                Version.of(1),
                                new Migration(
                                        Version.of(1), "users", script("1_users.up.sql"), script("01_drop.down.sql")),
                                Version.of(2),
                                new Migration(Version.of(2), "only_down", null, script("2_only_down.down.sql")),
                                Version.of(10),
                                new Migration(Version.of(10), "only_up", script("10_only_up.up.sql"), null))),
                        List.of()),
                collect(
                        "01_drop.down.sql",
                        "10_only_up.up.sql",
                        "1_users.up.sql",
                        "2_only_down.down.sql",
                        "README.md"));
    }

    @Test
    void theSecondFileOfAVersionAndDirectionIsADuplicateInTheOrderGoReadsThem() {
        MigrationSet set = collect("1_b.up.sql", "01_a.up.sql", "1_\ud83c\udf4f.up.sql", "1_\uffee.up.sql");
        assertEquals(List.of("1_b.up.sql", "1_\uffee.up.sql", "1_\ud83c\udf4f.up.sql"), set.duplicates());
        assertEquals(
                Map.of(Version.of(1), new Migration(Version.of(1), "a", script("01_a.up.sql"), null)),
                set.migrations());
    }

    @Test
    void toolsAreFoundByName() {
        assertEquals(
                List.of("golang-migrate", "coder", "flyway", "dbmate", "aiostreams", "botpress"),
                MigrationTools.all().stream().map(MigrationTool::name).toList());
        assertEquals(MigrationTools.all().getFirst(), MigrationTools.named("golang-migrate"));
        assertThrows(NoSuchElementException.class, () -> MigrationTools.named("rails"));
    }

    private static MigrationSet collect(String... files) {
        return MigrationFiles.collect(
                new OpenedFiles(MigrationTools.named("golang-migrate"), file -> {
                    throw new AssertionError("golang-migrate is known by names alone");
                }),
                new Listing(
                        HERE,
                        Arrays.stream(files).map(MigrationFilesTest::script).toList()));
    }

    private static Script script(String name) {
        return new Script(name, ContentId.of(name.getBytes(StandardCharsets.UTF_8)));
    }
}
