package dev.backstep.cli;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.release.StartRule;
import dev.backstep.release.StartRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The option {@code --rule [TRACK=]RULE[@VERSION]}: {@code run@v0.9.9}, {@code core=within-one-minor}. */
final class RuleArgument {

    private static final Map<String, StartRule.Kind> WORDS = Map.of(
            "refuse", StartRule.Kind.REFUSE,
            "run", StartRule.Kind.RUN,
            "within-one-minor", StartRule.Kind.WITHIN_ONE_MINOR,
            "only-compatible", StartRule.Kind.ONLY_COMPATIBLE);

    private RuleArgument() {}

    /** The rules that the options ask for; one without a track is for every track. */
    static StartRules rules(List<String> options, List<Timeline> timelines) throws BackstepException {
        StartRules rules = StartRules.USUAL;
        for (String option : options) {
            int equals = option.indexOf('=');
            String track = equals < 0 ? "" : option.substring(0, equals);
            StartRule rule = rule(option, option.substring(equals + 1));
            boolean found = false;
            for (Timeline timeline : timelines) {
                if (track.isEmpty() || timeline.track().name().equals(track)) {
                    rules = rules.with(timeline.track(), rule);
                    found = true;
                }
            }
            if (!found) {
                throw new BackstepException("cli.rule.noTrack", null, track);
            }
        }
        return rules;
    }

    private static StartRule rule(String option, String words) throws BackstepException {
        int at = words.indexOf('@');
        String from = at < 0 ? null : words.substring(at + 1);
        StartRule rule = Optional.ofNullable(WORDS.get(at < 0 ? words : words.substring(0, at)))
                .map(kind -> new StartRule(kind, from))
                .orElseThrow(() -> new BackstepException("cli.rule.unknown", null, option));
        if (!rule.understood()) {
            throw new BackstepException("cli.rule.unknown", null, option);
        }
        return rule;
    }
}
