package dev.backstep.ui.workspace;

import dev.backstep.inspection.Inspection;
import dev.backstep.model.Timeline;
import dev.backstep.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was read and how long it took, for the status bar. */
final class StatusText {

    private StatusText() {}

    static List<String> of(Inspection inspection, @Nullable Timeline timeline) {
        List<String> words = new ArrayList<>();
        words.add(Text.of("status.read", timeline == null ? 0 : timeline.rows().size(), seconds(inspection.time())));
        if (inspection.checkout() instanceof Inspection.Read read) {
            words.add(
                    read.commitsSearched() == 0
                            ? Text.of("status.refs", read.refs())
                            : Text.of("status.commits", read.commitsSearched()));
        }
        // SQLite does not tell who else has a file open.
        if (inspection.database() instanceof Inspection.Connected connected
                && !inspection.workspace().database().isFile()) {
            words.add(Text.of(
                    "status.sessions",
                    connected.sessions().size(),
                    connected.identity().database()));
        }
        return words;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}
