package dev.backstep.rollback.plan;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import java.util.List;
import java.util.Map;

/** Tries generated down scripts on a throwaway database before they may run; the call blocks. */
@FunctionalInterface
public interface Rehearsal {

    /**
     * Replays what is applied, and runs each script right after its own up script.
     *
     * @param downs by version the generated scripts
     * @return an answer for each of them
     */
    Map<Version, Result> rehearse(Timeline timeline, Map<Version, String> downs) throws BackstepException;

    /** How a rehearsal went. */
    sealed interface Result {}

    /** The schema is exactly as it was before the up script. */
    record Restored() implements Result {}

    /** It is not; what differs, as shown. */
    record Differs(List<String> differences) implements Result {
        public Differs {
            differences = List.copyOf(differences);
        }
    }

    /** It could not be tried, or was refused; why, in a sentence. */
    record Failed(String sentence) implements Result {}
}
