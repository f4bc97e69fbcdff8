package dev.backstep.replay;

import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Track;
import dev.backstep.timeline.PossibleHistories;

/** What is needed to find out by replaying which history a live database has; its calls block and write nothing. */
public interface HistoryEvidence extends ScriptReader {

    /** Reads the live database's catalogs now. */
    LiveSchema liveSchema() throws BackstepException;

    /** The ways in which a track may have come to its version, as the last inspection found them. */
    PossibleHistories possible(Track track);

    /**
     * From the next inspection on, the track's timeline follows what was observed, for as long as its history, the schema and
     * the possible histories are what they were.
     *
     * @param schema what was compared with
     */
    void observed(Track track, HistoryComparison comparison, LiveSchema schema);
}
