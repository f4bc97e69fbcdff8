package dev.backstep.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.backstep.release.ReleaseChoices;
import dev.backstep.release.StartRule;
import dev.backstep.release.StartRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was chosen for a workspace's releases, to JSON and back. */
final class ReleaseJson {

    private ReleaseJson() {}

    /** The choices in a workspace's tree; the usual where there are none. */
    static ReleaseChoices read(JsonObject workspace) {
        if (!workspace.has("releases")) {
            return ReleaseChoices.USUAL;
        }
        JsonObject releases = workspace.getAsJsonObject("releases");
        Map<String, StartRule> rules = new HashMap<>();
        for (Map.Entry<String, JsonElement> entry :
                releases.getAsJsonObject("rules").entrySet()) {
            JsonObject rule = entry.getValue().getAsJsonObject();
            String kind =
                    rule.get("kind").getAsString().toUpperCase(Locale.ROOT).replace('-', '_');
            String from = rule.has("from") ? rule.get("from").getAsString() : null;
            rules.put(entry.getKey(), new StartRule(StartRule.Kind.valueOf(kind), from));
        }
        Set<String> pinned = new HashSet<>();
        releases.getAsJsonArray("pinned").forEach(branch -> pinned.add(branch.getAsString()));
        return new ReleaseChoices(new StartRules(rules), pinned);
    }

    static void write(ReleaseChoices choices, JsonObject workspace) {
        JsonObject rules = new JsonObject();
        choices.rules().chosen().forEach((track, rule) -> {
            JsonObject json = new JsonObject();
            json.addProperty("kind", rule.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            if (rule.from() != null) {
                json.addProperty("from", rule.from());
            }
            rules.add(track, json);
        });
        JsonArray pinned = new JsonArray();
        new TreeSet<>(choices.pinned()).forEach(pinned::add);
        JsonObject releases = workspace.has("releases") ? workspace.getAsJsonObject("releases") : new JsonObject();
        releases.add("rules", rules);
        releases.add("pinned", pinned);
        workspace.add("releases", releases);
    }
}
