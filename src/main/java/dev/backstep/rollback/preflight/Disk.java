package dev.backstep.rollback.preflight;

import dev.backstep.database.ServerDisk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check.State;
import dev.backstep.rollback.saved.SalvageReader;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether what a plan takes away fits on the server's own disk, as far as that can be known; for saving into a schema. */
final class Disk {

    private Disk() {}

    /** Empty where the plan takes nothing away, or nobody can know how much is free. */
    static Optional<Check> check(Connection connection, Plan plan) throws SQLException {
        OptionalLong free = ServerDisk.free(connection);
        if (free.isEmpty()) {
            return Optional.empty();
        }
        long bytes = new SalvageReader(connection).read(plan).bytes();
        return bytes == 0 ? Optional.empty() : Optional.of(check(bytes, free.getAsLong()));
    }

    static Check check(long bytes, long free) {
        return bytes <= free
                ? new Check(
                        "disk", State.OK, Text.of("preflight.disk.ok"), Text.of("preflight.disk.free", Bytes.of(free)))
                : new Check(
                        "disk",
                        State.ASKS,
                        Text.of("preflight.disk.tight", Bytes.of(bytes), Bytes.of(free)),
                        Text.of("preflight.disk.free", Bytes.of(free)));
    }
}
