package dev.backstep.git;

import dev.backstep.model.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** The last deep search of each folder, so that one that found nothing is not repeated at every look. */
final class SearchMemory {

    private static final int MOST = 8;

    private final List<Remembered> remembered = new ArrayList<>();

    /**
     * What was asked, and the state of the repository it was asked of.
     *
     * @param tips every place and its commit
     * @param times when the object store and HEAD's reflog last changed
     */
    record Question(String folder, Set<?> wanted, List<String> tips, List<FileTime> times) {}

    private record Remembered(Question question, List<Listing> answer) {}

    static Question question(Repository repository, String folder, Set<?> wanted, List<Tip> tips) throws IOException {
        List<String> names = tips.stream()
                .map(tip -> tip.provenance().name() + " " + tip.commit().name())
                .toList();
        Path objects = repository.getCommonDirectory().toPath().resolve("objects");
        List<FileTime> times = new ArrayList<>();
        add(times, objects.resolve("pack"));
        add(times, repository.getDirectory().toPath().resolve("logs/HEAD"));
        for (int i = 0; i < 256; i++) {
            add(times, objects.resolve(String.format("%02x", i)));
        }
        return new Question(folder, Set.copyOf(wanted), names, times);
    }

    /** The answer of before; null when the question is new. */
    synchronized @Nullable List<Listing> answer(Question question) {
        return remembered.stream()
                .filter(each -> each.question().equals(question))
                .map(Remembered::answer)
                .findFirst()
                .orElse(null);
    }

    synchronized void remember(Question question, List<Listing> answer) {
        remembered.removeIf(each -> each.question().folder().equals(question.folder()));
        remembered.add(new Remembered(question, List.copyOf(answer)));
        if (remembered.size() > MOST) {
            remembered.removeFirst();
        }
    }

    private static void add(List<FileTime> times, Path path) throws IOException {
        if (Files.exists(path)) {
            times.add(Files.getLastModifiedTime(path));
        }
    }
}
