package dev.backstep.tool;

import dev.backstep.tool.golangmigrate.GolangMigrate;
import java.util.List;
import java.util.NoSuchElementException;

/** The one list of the migration tools that Backstep knows. */
public final class MigrationTools {

    private static final List<MigrationTool> ALL = List.of(new GolangMigrate());

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
