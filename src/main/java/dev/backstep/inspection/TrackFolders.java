package dev.backstep.inspection;

import dev.backstep.git.Checkout;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Listing;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.Track;
import dev.backstep.tool.MigrationFiles;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.OpenedFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The migration folders of a checkout, whose they are, and what is in their files. What was opened is kept from one
 * inspection to the next.
 */
final class TrackFolders {

    private record Key(String folder, String tool) {}

    private final List<MigrationTool> tools;
    private final Map<Key, OpenedFiles> opened = new ConcurrentHashMap<>();
    private final Map<String, List<Listing>> listed = new HashMap<>();

    /** @param tools the plain before the special */
    TrackFolders(List<MigrationTool> tools) {
        this.tools = tools;
    }

    /**
     * Looks for the folders anew.
     *
     * @param instead what stands in the working tree's place; null for the working tree itself
     */
    List<Pairing.Folder> find(Checkout checkout, @Nullable Provenance instead) throws BackstepException {
        listed.clear();
        Predicate<String> isScript =
                name -> tools.stream().anyMatch(tool -> tool.parse(name).isPresent());
        List<String> paths = checkout.migrationFolders(isScript, instead);
        List<Pairing.Folder> folders = new ArrayList<>();
        for (String path : paths) {
            Set<String> takers = takers(checkout, path, instead);
            if (!takers.isEmpty() && !isPartOf(path, paths)) {
                folders.add(new Pairing.Folder(path, takers));
            }
        }
        return folders;
    }

    /** The folder at every place, with the folders in it that some tool takes for its own. */
    List<Listing> listings(Checkout checkout, String folder) throws BackstepException {
        List<Listing> known = listed.get(folder);
        if (known == null) {
            known = checkout.listings(folder, this::descends);
            listed.put(folder, known);
        }
        return known;
    }

    boolean descends(String folderName) {
        return tools.stream().anyMatch(tool -> tool.descends(folderName));
    }

    /** What is in the files of a track: read by its table's tool or, without one, by the first that takes the folder. */
    OpenedFiles files(Checkout checkout, Track track, List<Pairing.Folder> folders) {
        String folder = track.folder() == null ? "" : track.folder();
        MigrationTool tool = tools.stream()
                .filter(each -> track.table() == null
                        ? folders.stream()
                                .anyMatch(found -> found.path().equals(folder)
                                        && found.tools().contains(each.name()))
                        : each.name().equals(track.table().tool()))
                .findFirst()
                .orElse(tools.getFirst());
        return files(checkout, folder, tool);
    }

    /** The text of a script that is part of a file; null when no file that was opened has it. */
    byte @Nullable [] part(Script script) throws BackstepException {
        for (OpenedFiles files : opened.values()) {
            byte[] text = files.text(script);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private Set<String> takers(Checkout checkout, String path, @Nullable Provenance instead) throws BackstepException {
        List<Listing> listings =
                instead == null ? listings(checkout, path) : List.of(checkout.listing(path, instead, this::descends));
        Set<String> takers = new LinkedHashSet<>();
        for (MigrationTool tool : tools) {
            OpenedFiles files = files(checkout, path, tool);
            if (listings.stream().limit(1).anyMatch(listing -> MigrationFiles.takes(files, listing))) {
                takers.add(tool.name());
            }
        }
        return takers;
    }

    /** Whether it is listed with the folder that it stands in. */
    private boolean isPartOf(String path, List<String> paths) {
        int slash = path.lastIndexOf('/');
        return slash > 0 && paths.contains(path.substring(0, slash)) && descends(path.substring(slash + 1));
    }

    private OpenedFiles files(Checkout checkout, String folder, MigrationTool tool) {
        return opened.computeIfAbsent(
                new Key(folder, tool.name()), key -> new OpenedFiles(tool, file -> checkout.read(folder, file)));
    }
}
