package dev.backstep.ui.rollback;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Utf8;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The down scripts of a plan's candidates, to be compared. */
final class CandidateTexts {

    private CandidateTexts() {}

    /** Each candidate's down script; where there is none to show, a sentence that says why. Blocks. */
    static Map<Candidate, String> of(Plan plan, ScriptReader scripts) {
        Map<Candidate, String> texts = new HashMap<>();
        plan.steps().stream()
                .flatMap(step -> step.findings().stream())
                .filter(Finding.Ambiguous.class::isInstance)
                .flatMap(finding -> ((Finding.Ambiguous) finding).candidates().stream())
                .forEach(candidate ->
                        texts.put(candidate, text(candidate.migration().down(), scripts)));
        return texts;
    }

    private static String text(@Nullable Script down, ScriptReader scripts) {
        if (down == null) {
            return Text.of("rollback.candidate.noDown");
        }
        try {
            return Utf8.decode(scripts.read(down));
        } catch (CharacterCodingException e) {
            return Text.of("rollback.candidate.notUtf8");
        } catch (BackstepException e) {
            return Text.of(e);
        }
    }
}
