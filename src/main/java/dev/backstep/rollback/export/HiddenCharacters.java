package dev.backstep.rollback.export;

import dev.backstep.text.Text;
import java.util.Optional;
import java.util.stream.Collectors;

/** Characters by which a text can read differently from what it is: invisible ones and those that turn its direction. */
public final class HiddenCharacters {

    private HiddenCharacters() {}

    /** A warning that names them; empty when the text has none. */
    public static Optional<FindingText> in(String text) {
        String found = text.codePoints()
                .filter(character -> Character.getType(character) == Character.FORMAT)
                .distinct()
                .sorted()
                .limit(8)
                .mapToObj(character -> String.format("U+%04X", character))
                .collect(Collectors.joining(", "));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new FindingText(Text.of("finding.hidden"), Text.of("finding.hidden.sentence", found)));
    }
}
