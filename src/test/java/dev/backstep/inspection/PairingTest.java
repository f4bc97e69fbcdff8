package dev.backstep.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.model.ConnectionSettings.TableName;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Track;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PairingTest {

    private static final String CORE = "go/core/pkg/migrations/core";
    private static final String VECTOR = "go/core/pkg/migrations/vector";

    @Test
    void aTableThatNamesAFolderGoesWithIt() {
        assertEquals(
                List.of(track("core", CORE, "schema_migrations"), track("vector", VECTOR, "vector_schema_migrations")),
                pair(List.of(CORE, VECTOR), "schema_migrations", "vector_schema_migrations"));
    }

    @Test
    void aNamedFolderIsNotTakenByThePlainTableEvenWhenItHasMoreScripts() {
        assertEquals(
                List.of(track("vector", VECTOR, "vector_schema_migrations"), track("core", CORE, "schema_migrations")),
                pair(List.of(VECTOR, CORE), "schema_migrations", "vector_schema_migrations"));
    }

    @Test
    void aFolderBesideAPairedOneIsShownWithoutATable() {
        assertEquals(
                List.of(track("core", CORE, "schema_migrations"), new Track("vector", VECTOR, null)),
                pair(List.of(CORE, VECTOR, "other/db/migrations"), "schema_migrations"));
    }

    @Test
    void anotherApplicationsTableStaysAlone() {
        assertEquals(
                List.of(
                        track("core", CORE, "schema_migrations"),
                        new Track("vector", VECTOR, null),
                        track("billing_schema_migrations", null, "billing_schema_migrations")),
                pair(List.of(CORE, VECTOR), "billing_schema_migrations", "schema_migrations"));
    }

    @Test
    void aTableWithANameOfItsOwnTakesTheOnlyFolder() {
        assertEquals(
                List.of(track("migrations", "migrations", "orchard_versions")),
                pair(List.of("migrations"), "orchard_versions"));
    }

    @Test
    void theTableThatThePersonNamedComesFirst() {
        assertEquals(
                List.of(
                        track("migrations", "db/migrations", "history"),
                        track("schema_migrations", null, "schema_migrations")),
                Pairing.pair(
                        List.of(folder("db/migrations", "golang-migrate")),
                        tables("schema_migrations", "history"),
                        new TableName(null, "history")));
    }

    @Test
    void aTableGoesOnlyWithAFolderOfItsOwnTool() {
        HistoryTable plain = table("schema_migrations");
        HistoryTable dbmate = new HistoryTable("dbmate", "billing", "schema_migrations");
        HistoryTable flyway = new HistoryTable("flyway", "public", "flyway_schema_history");
        assertEquals(
                List.of(
                        new Track("billing", "billing/db/migrations", dbmate),
                        new Track("shop", "shop/db/migrations", plain),
                        new Track("flyway_schema_history", null, flyway)),
                Pairing.pair(
                        List.of(
                                folder("billing/db/migrations", "dbmate"),
                                folder("shop/db/migrations", "golang-migrate")),
                        List.of(plain, dbmate, flyway),
                        null));
    }

    @Test
    void withoutAnyTableEveryFolderIsATrack() {
        assertEquals(
                List.of(new Track("core", CORE, null), new Track("vector", VECTOR, null)), pair(List.of(CORE, VECTOR)));
    }

    private static List<Track> pair(List<String> folders, String... tables) {
        return Pairing.pair(
                folders.stream().map(path -> folder(path, "golang-migrate")).toList(), tables(tables), null);
    }

    private static Pairing.Folder folder(String path, String tool) {
        return new Pairing.Folder(path, Set.of(tool));
    }

    private static List<HistoryTable> tables(String... names) {
        return Arrays.stream(names).map(PairingTest::table).toList();
    }

    private static Track track(String name, @Nullable String folder, String table) {
        return new Track(name, folder, table(table));
    }

    private static HistoryTable table(String name) {
        return new HistoryTable("golang-migrate", "public", name);
    }
}
