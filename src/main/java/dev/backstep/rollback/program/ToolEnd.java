package dev.backstep.rollback.program;

import dev.backstep.database.relay.Recording;
import dev.backstep.database.relay.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended.
 *
 * @param exit its exit code
 * @param ended whether Backstep has ended it
 * @param left how many processes it has left behind, which were ended, too
 * @param took from start to end
 * @param traffic what it sent
 * @param output the last lines it wrote, passwords masked
 * @param omitted how many lines before them are not kept
 */
public record ToolEnd(
        int exit, boolean ended, int left, Duration took, Traffic traffic, List<String> output, int omitted) {

    public ToolEnd {
        output = List.copyOf(output);
    }

    /**
     * What went through the relay.
     *
     * @param sent the texts in order, passwords masked
     * @param omitted how many texts are not kept
     * @param connections how many connections were passed on
     * @param refusedDatabases the other databases that it asked for
     * @param loginFailures the SQLSTATEs that logging in was refused with
     * @param tls whether it asked for TLS
     * @param halted the text that was not passed on; null where all were
     * @param unreachable why the server could not be reached; null where it could
     */
    public record Traffic(
            List<Sent> sent,
            int omitted,
            int connections,
            Set<String> refusedDatabases,
            Set<String> loginFailures,
            boolean tls,
            Recording.@Nullable Halted halted,
            @Nullable String unreachable) {

        public Traffic {
            sent = List.copyOf(sent);
            refusedDatabases = Set.copyOf(refusedDatabases);
            loginFailures = Set.copyOf(loginFailures);
        }

        static Traffic of(Recording recording, Secrets secrets) {
            Recording.Halted halted = recording.halted();
            return new Traffic(
                    recording.sent().stream().map(each -> masked(each, secrets)).toList(),
                    recording.omitted(),
                    recording.connections(),
                    recording.refusedDatabases(),
                    recording.loginFailures(),
                    recording.turnedAwayFromTls(),
                    halted == null ? null : new Recording.Halted(secrets.masked(halted.text()), halted.reason()),
                    recording.unreachable());
        }

        private static Sent masked(Sent sent, Secrets secrets) {
            return new Sent(
                    sent.connection(),
                    secrets.masked(sent.text()),
                    sent.parameters(),
                    sent.answer(),
                    sent.state(),
                    sent.took());
        }

        /** Whether anybody logged in. */
        public boolean connected() {
            return connections > 0 && !(sent.isEmpty() && !loginFailures.isEmpty());
        }
    }
}
