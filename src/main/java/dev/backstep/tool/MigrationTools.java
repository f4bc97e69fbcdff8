package dev.backstep.tool;

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
    private static final List<MigrationTool> ALL =
            List.of(new GolangMigrate(), new Coder(), new Flyway(), new Dbmate(), new AioStreams(), new Botpress());

    private MigrationTools() {}

    /** Every tool, in the order in which they are asked. */
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
