package dev.backstep.rollback.rehearsal;

import dev.backstep.database.Database;
import dev.backstep.database.Pooler;
import dev.backstep.database.dump.PgDump;
import dev.backstep.database.embedded.EmbeddedServer;
import dev.backstep.model.BackstepException;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says why the live schema cannot be copied to the throwaway server. */
final class SchemaObstacles {

    /**
     * The extensions, and whether anything depends on a member of theirs that is no member of any extension itself; the rule
     * of a member view is none, but is not marked as one.
     */
    private static final String EXTENSIONS = """
            SELECT e.extname, EXISTS (
                SELECT FROM pg_catalog.pg_depend m
                JOIN pg_catalog.pg_depend d ON d.refclassid = m.classid AND d.refobjid = m.objid
                WHERE m.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND m.refobjid = e.oid
                  AND m.deptype = 'e' AND d.deptype IN ('n', 'a')
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend x
                                  WHERE x.classid = d.classid AND x.objid = d.objid AND x.deptype = 'e')
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_rewrite r
                                  JOIN pg_catalog.pg_depend v ON v.objid = r.ev_class AND v.deptype = 'e'
                                   AND v.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                  WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
                                    AND r.oid = d.objid))
            FROM pg_catalog.pg_extension e WHERE e.extname <> 'plpgsql'
            """;

    private final Database live;
    private final ReplayDesk replays;

    SchemaObstacles(Database live, ReplayDesk replays) {
        this.live = live;
        this.replays = replays;
    }

    /** Starts the throwaway server only where the live database has extensions. */
    Offer offer() throws BackstepException {
        List<String> obstacles = new ArrayList<>();
        if (live.pooler() != Pooler.NONE) {
            obstacles.add(Text.of("rehearsal.not.pooler"));
        }
        int major = live.read(connection -> connection.getMetaData().getDatabaseMajorVersion());
        List<PgDump> programs = PgDump.onThisComputer();
        if (programs.isEmpty()) {
            obstacles.add(Text.of("rehearsal.not.dump"));
        } else if (PgDump.fitting(programs, major).isEmpty()) {
            obstacles.add(Text.of("rehearsal.not.dumpOld", PgDump.newest(programs), major));
        }
        if (major > EmbeddedServer.MAJOR) {
            obstacles.add(Text.of("rehearsal.not.newer", major, EmbeddedServer.MAJOR));
        }
        Set<String> leftOut = new TreeSet<>();
        if (obstacles.isEmpty()) {
            missing().forEach((name, used) -> {
                if (used) {
                    obstacles.add(Text.of("rehearsal.not.extensionMissing", Visible.of(name)));
                } else {
                    leftOut.add(name);
                }
            });
        }
        return Offer.of(Way.SCHEMA, obstacles, List.copyOf(leftOut));
    }

    /** The extensions that are not there, and whether anything uses them. */
    private Map<String, Boolean> missing() throws BackstepException {
        Map<String, Boolean> extensions = live.read(SchemaObstacles::extensions);
        if (!extensions.isEmpty()) {
            extensions.keySet().removeAll(replays.extensions());
        }
        return extensions;
    }

    private static Map<String, Boolean> extensions(Connection connection) throws SQLException {
        Map<String, Boolean> extensions = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(EXTENSIONS)) {
            while (rows.next()) {
                extensions.put(rows.getString(1), rows.getBoolean(2));
            }
        }
        return extensions;
    }
}
