package dev.backstep.rollback.rehearsal;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.backstep.database.Database;
import dev.backstep.journal.Keepsakes;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.ServerName;
import dev.backstep.tool.Quoted;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The copies that Backstep makes on a live server: each is written down before it is made, and forgotten after it is
 * removed, or after days in which nothing was seen of it. Nothing is ever removed that is not written down here, or is not named as only copies are.
 */
public final class CopyBook {

    private static final Gson GSON = new Gson();
    private static final String PREFIX = "backstep_rehearsal_";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{24}");

    /** No copy takes longer to be made. */
    private static final Duration LONGEST = Duration.ofDays(2);

    private final Keepsakes keepsakes;

    public CopyBook(Keepsakes keepsakes) {
        this.keepsakes = keepsakes;
    }

    /**
     * A copy that a rehearsal left behind, since Backstep or its computer stopped.
     *
     * @param name the database's name
     * @param source what it is a copy of
     * @param bytes its size
     */
    public record Leftover(String name, String source, long bytes) {}

    /** The words on the disk; the process tells whether a rehearsal is still under way. */
    private record Line(
            @Nullable String name,
            @Nullable String server,
            @Nullable String systemIdentifier,
            @Nullable String source,
            @Nullable String at,
            long process,
            @Nullable String processStart) {}

    /** Writes down a copy that is about to be made, and names it. */
    String begin(DatabaseIdentity source) throws BackstepException {
        byte[] chance = new byte[12];
        new SecureRandom().nextBytes(chance);
        String id = HexFormat.of().formatHex(chance);
        Line line = new Line(
                PREFIX + id,
                source.server(),
                source.systemIdentifier(),
                source.database(),
                Instant.now().toString(),
                ProcessHandle.current().pid(),
                start(ProcessHandle.current()));
        try {
            keepsakes.keep(id, GSON.toJson(line));
            return PREFIX + id;
        } catch (IOException e) {
            throw new BackstepException("rehearsal.copyUnrecorded", e, String.valueOf(e.getMessage()));
        }
    }

    /** The copies on this database's server that no rehearsal uses any more. */
    public List<Leftover> leftovers(Database live) throws BackstepException {
        DatabaseIdentity here = live.read(live::identity);
        List<Leftover> found = new ArrayList<>();
        for (Line line : lines()) {
            String name = line.name;
            if (name == null || !NAME.matcher(name).matches() || !isOn(line, here) || isUnderWay(line)) {
                continue;
            }
            long bytes = live.read(connection -> size(connection, name));
            if (bytes < 0 && isOld(line)) {
                forget(name);
            } else if (bytes >= 0) {
                found.add(new Leftover(name, String.valueOf(line.source), bytes));
            }
        }
        return found;
    }

    /** Removes a copy that is written down here, whoever is connected to it, and forgets it. */
    public void remove(Database live, String name) throws BackstepException {
        boolean known = lines().stream().anyMatch(line -> name.equals(line.name));
        if (!known || !NAME.matcher(name).matches()) {
            throw new BackstepException("rehearsal.notACopy", null, name);
        }
        boolean there;
        try (Connection session = live.connectForRun();
                Statement statement = session.createStatement()) {
            there = size(session, name) >= 0;
            statement.execute("DROP DATABASE IF EXISTS " + Quoted.identifier(name) + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new BackstepException("rehearsal.copyStays", e, name, String.valueOf(e.getMessage()));
        }
        if (there) {
            forget(name);
        }
    }

    private void forget(String name) throws BackstepException {
        try {
            keepsakes.remove(name.substring(PREFIX.length()));
        } catch (IOException e) {
            throw new BackstepException("rehearsal.copyUnrecorded", e, String.valueOf(e.getMessage()));
        }
    }

    private List<Line> lines() throws BackstepException {
        List<Line> lines = new ArrayList<>();
        try {
            for (String id : keepsakes.ids()) {
                Line line = parse(keepsakes.read(id));
                if (line != null) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            throw new BackstepException("rehearsal.copyUnrecorded", e, String.valueOf(e.getMessage()));
        }
        return lines;
    }

    private static @Nullable Line parse(@Nullable String text) {
        try {
            return text == null ? null : GSON.fromJson(text, Line.class);
        } catch (JsonParseException torn) {
            return null;
        }
    }

    private static boolean isOn(Line line, DatabaseIdentity here) {
        boolean known = line.systemIdentifier != null
                && !line.systemIdentifier.isEmpty()
                && !here.systemIdentifier().isEmpty();
        return known
                ? here.systemIdentifier().equals(line.systemIdentifier)
                : line.server != null && ServerName.same(here.server(), line.server);
    }

    private static boolean isUnderWay(Line line) {
        return ProcessHandle.of(line.process)
                .filter(ProcessHandle::isAlive)
                .map(process -> start(process).equals(line.processStart))
                .orElse(false);
    }

    /** A server goes on making a copy for somebody who is gone, and shows it when it is made. */
    private static boolean isOld(Line line) {
        try {
            return line.at == null
                    || Instant.parse(line.at).isBefore(Instant.now().minus(LONGEST));
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    private static String start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    /** In bytes; negative where there is no such database. */
    private static long size(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_catalog.pg_database_size(oid) FROM pg_catalog.pg_database WHERE datname = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }
}
