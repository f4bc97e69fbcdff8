package dev.backstep.release.export;

import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import java.util.List;
import java.util.Map;

/**
 * What runbooks are written from: a database and a checkout as they were read.
 *
 * @param settings how the database is reached
 * @param repository the root of the checkout
 * @param scripts reads the scripts' texts
 * @param read what the scripts of each track say
 */
public record RunbookSource(
        List<Timeline> timelines,
        DatabaseIdentity database,
        ConnectionSettings settings,
        String repository,
        ScriptReader scripts,
        Map<Track, TrackAnalysis> read) {

    public RunbookSource {
        timelines = List.copyOf(timelines);
        read = Map.copyOf(read);
    }
}
