package dev.backstep.release;

import dev.backstep.model.Track;
import java.util.Map;
import java.util.TreeMap;

/**
 * The start rule of each track.
 *
 * @param chosen by track name what a person chose; the others have their layout's usual rule
 */
public record StartRules(Map<String, StartRule> chosen) {

    /** Nothing chosen yet. */
    public static final StartRules USUAL = new StartRules(Map.of());

    public StartRules {
        chosen = Map.copyOf(chosen);
    }

    /** The rule in force on a track. */
    public StartRule of(Track track) {
        StartRule own = chosen.get(track.name());
        return own == null ? Layout.of(track).usualRule() : own;
    }

    /** These rules with another one for a track. */
    public StartRules with(Track track, StartRule rule) {
        Map<String, StartRule> changed = new TreeMap<>(chosen);
        changed.put(track.name(), rule);
        return new StartRules(changed);
    }
}
