package dev.backstep.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tool's own command, as a workspace keeps it. It may come from a stranger's file: nothing runs by itself because it is
 * there.
 *
 * @param command as it was written
 * @param folder where it is run: seen from the checkout, or absolute; empty for the checkout itself
 * @param variables by which it is told its database: templates by their names, in order
 */
public record ProgramSettings(String command, String folder, Map<String, String> variables) {

    public ProgramSettings {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
