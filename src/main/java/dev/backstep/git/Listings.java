package dev.backstep.git;

import dev.backstep.model.Listing;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the places of one folder: those where it has the same files become one listing. */
final class Listings {

    private final Warnings warnings;
    private final Map<Files, List<Provenance>> places = new LinkedHashMap<>();

    /** The same, by the very list: refs that share a tree share its list, and long lists are compared once only. */
    private final IdentityHashMap<List<Script>, List<Provenance>> known = new IdentityHashMap<>();

    Listings(Warnings warnings) {
        this.warnings = warnings;
    }

    /** A key that takes its hash from a few of the files: from all of thousands it takes longer than to read them. */
    private record Files(List<Script> list) {
        @Override
        public int hashCode() {
            int hash = list.size();
            for (int i = list.size() - 1; i >= 0; i -= 1 + list.size() / 16) {
                hash = 31 * hash + list.get(i).content().hashCode();
            }
            return hash;
        }
    }

    /** The listings in the order in which their first place was added. */
    List<Listing> all() {
        return places.entrySet().stream()
                .map(entry -> new Listing(entry.getValue(), entry.getKey().list()))
                .toList();
    }

    void add(Provenance place, List<Script> files) {
        known.computeIfAbsent(files, list -> places.computeIfAbsent(new Files(list), key -> new ArrayList<>()))
                .add(place);
    }

    /** Adds a tip, unless it lacks the folder; one whose trees cannot be read becomes a warning. */
    void add(Tip tip, TipFolders.AtTip folder) {
        if (folder.files() != null) {
            add(tip.provenance(), folder.files());
        }
        if (tip.index() != null && folder.staged() != null && !folder.staged().equals(folder.files())) {
            add(tip.index().provenance(), folder.staged());
        }
        if (folder.problem() != null) {
            warnings.passOver(
                    "git.ref_skipped", folder.problem(), tip.provenance().name());
        }
    }
}
