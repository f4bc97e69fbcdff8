package dev.backstep.git;

import dev.backstep.model.BackstepException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** Finds the repository a folder belongs to and opens it for reading, or says in a sentence why that cannot be. */
final class RepositoryOpener {

    /** Extensions that change nothing of what Backstep reads, or that JGit understands; from git's repository-format. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "noop",
            "noop-v1",
            "preciousobjects",
            "partialclone",
            "worktreeconfig",
            "relativeworktrees",
            "refstorage",
            "objectformat",
            "compatobjectformat");

    private final Path folder;

    private RepositoryOpener(Path folder) {
        this.folder = folder;
    }

    /** Opens the repository whose working tree holds {@code folder}; its working tree is always known. */
    static Repository open(Path folder) throws BackstepException {
        QuietSystem.install();
        return new RepositoryOpener(folder).open();
    }

    private Repository open() throws BackstepException {
        Path root = topFolder(existing());
        try {
            Path gitDir = gitDir(root);
            Path commonDir = commonDir(gitDir);
            require(
                    Files.isRegularFile(gitDir.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                            || Files.isSymbolicLink(gitDir.resolve("HEAD")),
                    gitDir,
                    "HEAD");
            require(Files.isDirectory(commonDir.resolve("objects")), commonDir, "objects");
            checkFormat(gitDir, commonDir);
            Repository repository = new FileRepositoryBuilder()
                    .setGitDir(gitDir.toFile())
                    .setGitCommonDir(commonDir.toFile())
                    .setWorkTree(root.toFile())
                    .setMustExist(true)
                    .build();
            // git writes commit graphs by default and trusts them; JGit wants to be asked. Never saved.
            repository.getConfig().setBoolean("core", null, "commitGraph", true);
            return repository;
        } catch (IOException | ConfigInvalidException | IllegalArgumentException e) {
            throw new BackstepException("git.broken", e, folder, Reason.of(e));
        }
    }

    private Path existing() throws BackstepException {
        try {
            Path real = folder.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new BackstepException("git.not_a_folder", null, folder);
            }
            if (!Files.isReadable(real)) {
                throw new BackstepException("git.unreadable_folder", null, folder);
            }
            return real;
        } catch (NoSuchFileException e) {
            throw new BackstepException("git.no_such_folder", e, folder);
        } catch (IOException e) {
            throw new BackstepException("git.unreadable_folder", e, folder);
        }
    }

    private Path topFolder(Path start) throws BackstepException {
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return at;
            }
            if (!at.endsWith(".git") && looksLikeGitDir(at)) {
                throw new BackstepException("git.bare", null, at);
            }
        }
        throw new BackstepException("git.not_a_checkout", null, folder);
    }

    private static boolean looksLikeGitDir(Path at) {
        return Files.isRegularFile(at.resolve("HEAD"))
                && Files.isDirectory(at.resolve("objects"))
                && Files.isDirectory(at.resolve("refs"));
    }

    /** The folder {@code .git}, or the one that the file {@code .git} of a linked worktree or submodule names. */
    private Path gitDir(Path root) throws IOException, BackstepException {
        Path git = root.resolve(".git");
        if (Files.isDirectory(git)) {
            return git.toRealPath();
        }
        if (!Files.isRegularFile(git)) {
            throw new BackstepException("git.broken", null, folder, git.toString());
        }
        String line = Files.readString(git).strip();
        if (!line.startsWith("gitdir:")) {
            throw new BackstepException("git.broken", null, folder, git.toString());
        }
        Path target = root.resolve(line.substring("gitdir:".length()).strip()).normalize();
        if (!Files.isDirectory(target)) {
            throw new BackstepException("git.lost_git_dir", null, root, target);
        }
        return target.toRealPath();
    }

    private static Path commonDir(Path gitDir) throws IOException {
        File common = FS.DETECTED.getCommonDir(gitDir.toFile());
        return common == null ? gitDir : common.toPath().toRealPath();
    }

    private void require(boolean there, Path where, String what) throws BackstepException {
        if (!there) {
            throw new BackstepException(
                    "git.broken", null, folder, where.resolve(what).toString());
        }
    }

    private void checkFormat(Path gitDir, Path commonDir)
            throws IOException, ConfigInvalidException, BackstepException {
        Config config = load(commonDir.resolve("config"), null);
        int format = config.getInt("core", "repositoryformatversion", 0);
        if (format > 1) {
            throw new BackstepException("git.newer_format", null, folder, Integer.toString(format));
        }
        String objectFormat = config.getString("extensions", null, "objectformat");
        if (objectFormat != null && !objectFormat.equalsIgnoreCase("sha1")) {
            throw new BackstepException("git.object_format", null, folder, objectFormat);
        }
        for (String extension : config.getNames("extensions")) {
            if (format == 1 && !UNDERSTOOD.contains(extension.toLowerCase(Locale.ROOT))) {
                throw new BackstepException("git.unknown_extension", null, folder, extension);
            }
        }
        boolean perWorktree = config.getBoolean("extensions", "worktreeconfig", false);
        Config own = perWorktree ? load(gitDir.resolve("config.worktree"), config) : config;
        // A worktree linked to a bare repository shares its configuration, core.bare included.
        if (gitDir.equals(commonDir) && own.getBoolean("core", "bare", false)) {
            throw new BackstepException("git.bare", null, folder);
        }
    }

    private static Config load(Path file, @Nullable Config base) throws IOException, ConfigInvalidException {
        FileBasedConfig config = new FileBasedConfig(base, file.toFile(), FS.DETECTED);
        config.load();
        return config;
    }
}
