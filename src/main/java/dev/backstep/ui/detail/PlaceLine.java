package dev.backstep.ui.detail;

import dev.backstep.model.Commit;
import dev.backstep.model.Provenance;
import dev.backstep.text.PlaceText;
import dev.backstep.text.RelativeTime;
import dev.backstep.text.Text;
import java.time.Instant;

/**
 * A place where a text was found, as shown.
 *
 * @param name the branch, tag or other place
 * @param commit the commit's first digits; empty without a commit
 * @param when when it was committed; empty without a commit
 * @param author who committed it; empty without a commit
 */
record PlaceLine(String name, String commit, String when, String author) {

    static PlaceLine of(Provenance place, Instant now) {
        Commit commit = place.commit();
        return commit == null
                ? new PlaceLine(PlaceText.name(place), "", "", "")
                : new PlaceLine(
                        PlaceText.name(place),
                        commit.shortId(),
                        Text.of("detail.committed", RelativeTime.of(commit.time(), now)),
                        commit.author());
    }
}
