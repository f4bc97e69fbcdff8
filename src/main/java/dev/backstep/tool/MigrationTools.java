package dev.backstep.tool;

import dev.backstep.model.ConnectionSettings;
import dev.backstep.tool.aiostreams.AioStreams;
import dev.backstep.tool.botpress.Botpress;
import dev.backstep.tool.coder.Coder;
import dev.backstep.tool.dbmate.Dbmate;
import dev.backstep.tool.flyway.Flyway;
import dev.backstep.tool.golangmigrate.GolangMigrate;
import java.util.List;
import java.util.NoSuchElementException;

/** The one list of the migration tools that Backstep knows. */
public final class MigrationTools {

    /**
     * The plain before the special: a table that several take is the last one's, a folder alone, without a table, the first
     * one's.
     */
    private static final List<MigrationTool> ALL = List.of(
            new GolangMigrate(),
            new Coder(),
            new Flyway(),
            new Dbmate(),
            new AioStreams(Dialect.POSTGRESQL),
            new Botpress());

    private static final List<MigrationTool> IN_FILES = List.of(new AioStreams(Dialect.SQLITE), new Botpress());

    private MigrationTools() {}

    /** The tools that are looked for on such a database. */
    public static List<MigrationTool> on(ConnectionSettings database) {
        return database.isFile() ? IN_FILES : ALL;
    }

    /** Every tool, as it is on PostgreSQL, in the order in which they are asked. */
    public static List<MigrationTool> all() {
        return ALL;
    }

    /**
     * The tool of this name.
     *
     * @param name as in {@link MigrationTool#name()}
     * @throws NoSuchElementException when there is none
     */
    public static MigrationTool named(String name) {
        return ALL.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
    }
}
