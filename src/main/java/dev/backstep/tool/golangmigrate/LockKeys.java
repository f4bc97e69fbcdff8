package dev.backstep.tool.golangmigrate;

import dev.backstep.model.HistoryTable;
import dev.backstep.tool.MigrationTool.AdvisoryLock;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The advisory locks under which some version of golang-migrate changes a history table.
 *
 * <p>A key is the CRC-32 of names, times a salt, as uint32 ({@code database.GenerateAdvisoryLockId}). The database's
 * name goes in last: bare where an application made the driver from an open connection, with the URL's leading slash
 * where it was opened from a URL, as the command line does. The two do not exclude each other, so Backstep takes both.
 */
final class LockKeys {

    private static final long SALT = 1486364155L;

    private LockKeys() {}

    /** Every key for a history table, in ascending order, which is the order to take them in. */
    static List<AdvisoryLock> of(String database, HistoryTable table) {
        String url = "/" + database;
        String schema = table.schema();
        String name = table.name();
        return List.of(
                        new AdvisoryLock(key(schema, name, database), "golang-migrate in an application"),
                        new AdvisoryLock(key(schema, name, url), "golang-migrate command line"),
                        new AdvisoryLock(key(schema, database), "golang-migrate 4.2 to 4.14 in an application"),
                        new AdvisoryLock(key(schema, url), "golang-migrate 4.2 to 4.14 command line"),
                        new AdvisoryLock(key(database), "golang-migrate up to 4.1 in an application"),
                        new AdvisoryLock(key(url), "golang-migrate up to 4.1 command line"))
                .stream()
                .sorted(Comparator.comparingLong(AdvisoryLock::key))
                .toList();
    }

    static long key(String... names) {
        CRC32 crc = new CRC32();
        crc.update(String.join("\0", names).getBytes(StandardCharsets.UTF_8));
        return (crc.getValue() * SALT) & 0xFFFFFFFFL;
    }
}
