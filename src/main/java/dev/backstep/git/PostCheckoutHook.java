package dev.backstep.git;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Backstep's {@code post-checkout} hook: the only thing Backstep ever writes into a repository, and only when it is told
 * to.
 *
 * <p>It stands where git looks for hooks, {@code core.hooksPath} included. A hook of somebody else is never touched; nor is
 * a folder of hooks that lies outside the repository, as other repositories would run the hook too.
 */
public final class PostCheckoutHook {

    private static final String NAME = "post-checkout";
    private static final String MARK = "# Installed by Backstep";
    private static final int SECONDS = 10;

    private final Path file;
    private final boolean own;

    private PostCheckoutHook(Path file, boolean own) {
        this.file = file;
        this.own = own;
    }

    /** Whose hook is there. */
    public enum State {
        ABSENT,
        INSTALLED,
        FOREIGN
    }

    /** The hook of a checkout's repository; linked worktrees share it. */
    static PostCheckoutHook of(Checkout checkout) {
        Path common = checkout.repository().getCommonDirectory().toPath();
        String chosen = checkout.repository().getConfig().getString("core", null, "hooksPath");
        if (chosen == null || chosen.isEmpty()) {
            return new PostCheckoutHook(common.resolve("hooks").resolve(NAME), true);
        }
        Path folder = checkout.root().resolve(home(chosen)).normalize();
        boolean inside = folder.startsWith(checkout.root()) || folder.startsWith(common);
        return new PostCheckoutHook(folder.resolve(NAME), inside);
    }

    /** Where the hook is, or would be. */
    public Path file() {
        return file;
    }

    /** Whose hook is there now. */
    public State state() throws BackstepException {
        String text = read();
        if (text == null) {
            return State.ABSENT;
        }
        return text.contains(MARK) ? State.INSTALLED : State.FOREIGN;
    }

    /**
     * Installs the hook, in place of an earlier one of Backstep's.
     *
     * @param command the program and its arguments that say the verdict
     * @throws BackstepException when there is another hook, or the folder is not this repository's alone; the sentence has
     *     the lines to add by hand
     */
    public void install(List<String> command) throws BackstepException {
        if (!own) {
            throw new BackstepException("git.hook_elsewhere", null, file.toString(), lines(command));
        }
        if (state() == State.FOREIGN) {
            throw new BackstepException("git.hook_foreign", null, file.toString(), lines(command));
        }
        try {
            Path folder = Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(folder, NAME, ".new");
            try {
                Files.writeString(fresh, script(command));
                if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new BackstepException("git.hook_unwritable", e, file.toString(), Reason.of(e));
        }
    }

    /**
     * Removes Backstep's hook; false when there is none.
     *
     * @throws BackstepException when the hook that is there is somebody else's
     */
    public boolean remove() throws BackstepException {
        return switch (state()) {
            case ABSENT -> false;
            case FOREIGN -> throw new BackstepException("git.hook_not_ours", null, file.toString());
            case INSTALLED -> {
                try {
                    yield Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new BackstepException("git.hook_unwritable", e, file.toString(), Reason.of(e));
                }
            }
        };
    }

    private @Nullable String read() throws BackstepException {
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : null;
        } catch (NoSuchFileException e) {
            // A link that leads nowhere is somebody's all the same.
            return "";
        } catch (IOException e) {
            throw new BackstepException("git.hook_unreadable", e, file.toString(), Reason.of(e));
        }
    }

    private static String script(List<String> command) {
        return "#!/bin/sh\n" + MARK
                + "; \"backstep hook remove\" takes it away. After a switch of branches it says where the\n"
                + "# database stands to the new checkout. It never stops or fails a checkout.\n"
                + lines(command) + "\nexit 0\n";
    }

    /** The third argument is 1 when branches were switched; what takes too long is ended. */
    private static String lines(List<String> command) {
        String program = quoted(command.getFirst());
        String whole = command.stream().map(PostCheckoutHook::quoted).collect(Collectors.joining(" "));
        return """
                if [ "$3" = 1 ] && command -v %s >/dev/null 2>&1; then
                    %s </dev/null 2>/dev/null &
                    backstep=$!
                    (sleep %d; kill "$backstep") </dev/null >/dev/null 2>&1 &
                    limit=$!
                    wait "$backstep" || :
                    kill "$limit" 2>/dev/null || :
                fi""".formatted(program, whole, SECONDS);
    }

    /** A word for sh, which also runs hooks on Windows; there it takes slashes in paths. */
    private static String quoted(String word) {
        String path = java.io.File.separatorChar == '\\' ? word.replace('\\', '/') : word;
        return "'" + path.replace("'", "'\\''") + "'";
    }

    private static Path home(String chosen) {
        return chosen.startsWith("~/")
                ? Path.of(System.getProperty("user.home", "."), chosen.substring(2))
                : Path.of(chosen);
    }
}
