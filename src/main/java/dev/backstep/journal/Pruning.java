package dev.backstep.journal;

import dev.backstep.model.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps the sightings within their bound: the oldest files go as a whole, with the texts that only they needed. */
final class Pruning {

    private final Sightings sightings;
    private final Texts texts;
    private final long mostBytes;

    Pruning(Sightings sightings, Texts texts, long mostBytes) {
        this.sightings = sightings;
        this.texts = texts;
        this.mostBytes = mostBytes;
    }

    /** Called under the lock; the newest file of all stays whatever its size. */
    void run() throws IOException {
        if (sightings.bytes() <= mostBytes) {
            return;
        }
        List<Path> segments = new ArrayList<>();
        for (Path history : sightings.histories()) {
            segments.addAll(sightings.segments(history));
        }
        segments.sort(Comparator.comparing((Path segment) -> String.valueOf(segment.getFileName())));
        while (segments.size() > 1 && sightings.bytes() > mostBytes) {
            Files.deleteIfExists(segments.removeFirst());
            Set<ContentId> needed = new HashSet<>();
            for (Path segment : segments) {
                needed.addAll(sightings.texts(segment));
            }
            texts.retain(needed);
        }
    }
}
