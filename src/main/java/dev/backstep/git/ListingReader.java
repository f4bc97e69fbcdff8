package dev.backstep.git;

import dev.backstep.git.TipFolders.AtTip;
import dev.backstep.model.Listing;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Reads a folder in the working tree, in the index and at every tip: the disk beside the repository. */
final class ListingReader {

    private final Repository repository;
    private final Path root;
    private final Warnings warnings;
    private final String folder;
    private final Predicate<String> descends;

    /**
     * @param folder path from the root with slashes; empty for the root itself
     * @param descends accepts the names of folders in it whose files are listed, too
     */
    ListingReader(Repository repository, Path root, Warnings warnings, String folder, Predicate<String> descends) {
        this.repository = repository;
        this.root = root;
        this.warnings = warnings;
        this.folder = folder;
        this.descends = descends;
    }

    /** What was read, and at how many tips. */
    record Result(List<Listing> listings, int tips) {}

    /** @param files in the working tree; null where it has no such folder */
    private record OnDisk(@Nullable List<Script> files, Staged staged) {}

    Result read(RevWalk walk) throws IOException {
        try (Beside beside = new Beside()) {
            Future<OnDisk> disk = beside.start(this::onDisk);
            Warnings ofTips = new Warnings(repository);
            String branch = TipReader.head(repository, walk).name();
            List<Tip> tips = TipReader.read(repository, walk, ofTips);
            IdentityHashMap<Tip, AtTip> atTips =
                    new TipFolders(new FolderTrees(walk.getObjectReader(), folder, descends)).read(tips);
            OnDisk onDisk = Beside.get(disk);
            Listings listings = new Listings(ofTips);
            if (onDisk.files() != null) {
                listings.add(new Provenance(Place.WORKING_TREE, branch, null), onDisk.files());
            }
            List<Script> staged = staged(onDisk.staged(), head(tips, atTips));
            if (staged != null) {
                listings.add(new Provenance(Place.INDEX, branch, null), staged);
            }
            tips.forEach(tip -> listings.add(tip, Objects.requireNonNull(atTips.get(tip))));
            ofTips.all().forEach(warnings::add);
            return new Result(listings.all(), tips.size());
        }
    }

    private OnDisk onDisk() throws IOException {
        Staged staged = Staged.read(repository, warnings);
        return new OnDisk(new WorkingTree(repository, root, warnings).files(folder, descends, staged), staged);
    }

    /** What is staged; null where that is HEAD's, or the index has no such folder. */
    private @Nullable List<Script> staged(Staged staged, @Nullable AtTip head) throws IOException {
        if (head != null && head.problem() != null) {
            throw head.problem();
        }
        if (head != null && head.tree() != null && head.tree().equals(staged.tree(folder))) {
            return null;
        }
        List<Script> files = staged.files(folder, descends);
        return head != null && files != null && files.equals(head.files()) ? null : files;
    }

    private static @Nullable AtTip head(List<Tip> tips, IdentityHashMap<Tip, AtTip> atTips) {
        return tips.stream()
                .filter(tip -> tip.provenance().place() == Place.HEAD)
                .findFirst()
                .map(atTips::get)
                .orElse(null);
    }
}
