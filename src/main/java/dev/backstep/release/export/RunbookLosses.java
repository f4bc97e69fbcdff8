package dev.backstep.release.export;

import dev.backstep.analysis.MigrationReading;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.model.Evidence;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;
import dev.backstep.release.Move;
import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.sql.rules.Names;
import dev.backstep.sql.rules.ScriptReading;
import dev.backstep.text.RowText;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a runbook's down scripts take away, in words, as far as their texts show it. */
final class RunbookLosses {

    private final Map<Track, TrackAnalysis> read;

    /** @param read what the scripts of each track say */
    RunbookLosses(Map<Track, TrackAnalysis> read) {
        this.read = read;
    }

    /** A line for each migration that is undone, in the order of their undoing. */
    List<String> of(Move move) {
        TrackAnalysis analysis = read.getOrDefault(move.track(), TrackAnalysis.none());
        List<Names> before = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (TimelineRow row : move.undone()) {
            MigrationReading reading = analysis.of(row);
            lines.add(Visible.of(RowText.title(row)) + ": " + String.join("; ", losses(row, reading, before)));
            if (reading.down() != null) {
                before.add(reading.down().names());
            }
        }
        return lines;
    }

    private static Set<String> losses(TimelineRow row, MigrationReading reading, List<Names> before) {
        ScriptReading up = reading.up();
        ScriptReading down = reading.down();
        if (up == null || down == null) {
            return Set.of(Text.of("runbook.lost.notRead"));
        }
        Set<String> words = new LinkedHashSet<>();
        boolean whole = true;
        for (Finding finding :
                Effects.of(up.after(), down, reading.reversal(), before).findings()) {
            if (finding instanceof Finding.LosesData) {
                words.add(FindingText.of(finding).sentence());
            }
            whole &= !(finding instanceof Finding.Unread);
        }
        if (words.isEmpty() && whole) {
            words.add(Text.of("runbook.lost.nothing"));
        }
        if (!whole) {
            words.add(Text.of("runbook.lost.unread"));
        }
        if (row.evidence() == Evidence.AMBIGUOUS) {
            words.add(Text.of("runbook.lost.ambiguous"));
        }
        return words;
    }
}
