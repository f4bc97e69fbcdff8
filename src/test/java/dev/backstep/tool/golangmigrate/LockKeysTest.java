package dev.backstep.tool.golangmigrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.model.HistoryTable;
import dev.backstep.tool.MigrationTool.AdvisoryLock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockKeysTest {

    @Test
    void keysAreThoseOfGolangMigratesOwnTests() {
        assertEquals(1764327054L, LockKeys.key("database_name"));
        assertEquals(2453313553L, LockKeys.key("schema_name_1", "database_name"));
        assertEquals(3743845847L, LockKeys.key("schema_name_1", "schema_name_2", "database_name"));
    }

    @ParameterizedTest
    @CsvSource({
        "kagent, schema_migrations, 2490202259",
        "kagent, vector_schema_migrations, 3989142990",
        "/kagent, schema_migrations, 4062176615",
        "/kagent, vector_schema_migrations, 3499628047",
        "postgres, schema_migrations, 143310882",
        "postgres, vector_schema_migrations, 775022827",
        "/postgres, schema_migrations, 3280485947",
        "/postgres, vector_schema_migrations, 669093545",
    })
    void keysAreThoseSeenOnServers(String database, String table, long key) {
        assertEquals(key, LockKeys.key("public", table, database));
    }

    @Test
    void everyProgramThatCouldMigrateIsLockedOutInAscendingOrder() {
        List<AdvisoryLock> locks =
                LockKeys.of("kagent", new HistoryTable(GolangMigrate.NAME, "public", "schema_migrations"));
        assertEquals(
                List.of(
                                new AdvisoryLock(
                                        LockKeys.key("public", "kagent"),
                                        "golang-migrate 4.2 to 4.14 in an application"),
                                new AdvisoryLock(LockKeys.key("/kagent"), "golang-migrate up to 4.1 command line"),
                                new AdvisoryLock(LockKeys.key("kagent"), "golang-migrate up to 4.1 in an application"),
                                new AdvisoryLock(2490202259L, "golang-migrate in an application"),
                                new AdvisoryLock(
                                        LockKeys.key("public", "/kagent"), "golang-migrate 4.2 to 4.14 command line"),
                                new AdvisoryLock(4062176615L, "golang-migrate command line"))
                        .stream()
                        .sorted((a, b) -> Long.compare(a.key(), b.key()))
                        .toList(),
                locks);
    }
}
