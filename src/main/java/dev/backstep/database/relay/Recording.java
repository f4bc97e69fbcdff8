package dev.backstep.database.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What went through a relay; from any thread. Never what a program logs in with, nor a row. */
public final class Recording {

    /** Of more texts than these only the number is kept. */
    public static final int MOST = 20_000;

    private static final long MOST_CHARACTERS = 32_000_000;

    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> refusedDatabases = new TreeSet<>();
    private final Set<String> loginFailures = new TreeSet<>();
    private final Set<Integer> backends = new TreeSet<>();
    private long characters;
    private int connections;
    private int omitted;
    private boolean turnedAwayFromTls;
    private @Nullable Halted halted;
    private @Nullable String unreachable;

    /**
     * A text that was not passed on.
     *
     * @param text what the program sent
     * @param reason why not, a sentence
     */
    public record Halted(String text, String reason) {}

    /** A text under way; its answer comes later. */
    static final class Entry {
        private final int connection;
        private final String text;
        private final int parameters;
        private final long start = System.nanoTime();
        private final StringBuilder answer = new StringBuilder();
        private @Nullable String state;
        private Duration took = Duration.ZERO;

        private Entry(int connection, String text, int parameters) {
            this.connection = connection;
            this.text = text;
            this.parameters = parameters;
        }
    }

    synchronized int connected() {
        return ++connections;
    }

    synchronized Entry sent(int connection, String text, int parameters) {
        Entry entry = new Entry(connection, text, parameters);
        characters += text.length();
        if (entries.size() < MOST && characters < MOST_CHARACTERS) {
            entries.add(entry);
        } else {
            omitted++;
        }
        return entry;
    }

    synchronized void answered(Entry entry, String tag) {
        entry.answer.append(entry.answer.isEmpty() ? "" : ", ").append(tag);
        entry.took = Duration.ofNanos(System.nanoTime() - entry.start);
    }

    synchronized void refused(Entry entry, String state) {
        entry.state = state;
        entry.took = Duration.ofNanos(System.nanoTime() - entry.start);
    }

    synchronized void otherDatabase(String database) {
        refusedDatabases.add(database);
    }

    synchronized void loginFailed(String state) {
        loginFailures.add(state);
    }

    synchronized void askedForTls() {
        turnedAwayFromTls = true;
    }

    synchronized void backend(int pid) {
        backends.add(pid);
    }

    synchronized void halted(String text, String reason) {
        if (halted == null) {
            halted = new Halted(text, reason);
        }
    }

    synchronized void unreachable(String reason) {
        unreachable = reason;
    }

    /** What was sent, in the order in which it came. */
    public synchronized List<Sent> sent() {
        return entries.stream()
                .map(entry -> new Sent(
                        entry.connection,
                        entry.text,
                        entry.parameters,
                        entry.answer.toString(),
                        entry.state,
                        entry.took))
                .toList();
    }

    /** How many connections were passed on to the database. */
    public synchronized int connections() {
        return connections;
    }

    /** How many texts are not in {@link #sent} because there were too many, or they were too long together. */
    public synchronized int omitted() {
        return omitted;
    }

    /** The process ids of the server's sessions, as they were told to the program. */
    public synchronized Set<Integer> backends() {
        return Set.copyOf(backends);
    }

    /** The databases that the program asked for, and that it was not let into; by name. */
    public synchronized Set<String> refusedDatabases() {
        return Set.copyOf(refusedDatabases);
    }

    /** The SQLSTATEs that logging in was refused with. */
    public synchronized Set<String> loginFailures() {
        return Set.copyOf(loginFailures);
    }

    /** Whether the program asked for TLS, which nothing on this computer needs. */
    public synchronized boolean turnedAwayFromTls() {
        return turnedAwayFromTls;
    }

    /** The first text that was not passed on; null where all were. */
    public synchronized @Nullable Halted halted() {
        return halted;
    }

    /** Why the server could not be reached, where it could not; null where it could. */
    public synchronized @Nullable String unreachable() {
        return unreachable;
    }
}
