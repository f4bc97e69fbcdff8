package dev.backstep.rollback.program;

import dev.backstep.database.relay.Gate;
import dev.backstep.text.Text;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stops what would reach from a copy to what it shares its server with: roles, other databases, files, other servers. It
 * goes by the text, so what a text builds at run time is not seen; a function that does so keeps the copy from being made.
 */
final class WithinCopy implements Gate {

    private static final Pattern OUT = Pattern.compile("""
            \\b(CREATE|ALTER|DROP|COMMENT\\s+ON|SECURITY\\s+LABEL\\s+ON)\\s+\
            (ROLE|USER(?!\\s+MAPPING)|GROUP|DATABASE|TABLESPACE|SUBSCRIPTION|SERVER|FOREIGN|USER\\s+MAPPING)\\b\
            |\\bALTER\\s+SYSTEM\\b|\\b(REASSIGN|DROP)\\s+OWNED\\b|\\bCOPY\\b[^;]*\\bPROGRAM\\b\
            |\\bCOPY\\b[^;]*\\b(FROM|TO)\\s+E?'\
            |\\bGRANT\\s+(?:(?!\\bON\\b)[^;])*\\bTO\\b\
            |lo_export|lo_import|pg_terminate_backend|pg_cancel_backend|pg_reload_conf|pg_rotate_logfile|pg_switch_wal\
            |pg_promote|dblink|pg_read_file|pg_read_binary_file|pg_file_write|replication_slot|replication_origin""", Pattern.CASE_INSENSITIVE);

    @Override
    public @Nullable String objection(String text) {
        return OUT.matcher(text).find() ? Text.of("program.reachesOut") : null;
    }
}
