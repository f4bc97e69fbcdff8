package dev.backstep.cli;

import dev.backstep.git.Checkout;
import dev.backstep.git.PostCheckoutHook;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.model.Workspace;
import dev.backstep.text.Text;
import dev.backstep.text.VerdictText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Installs, removes and is the {@code post-checkout} hook that says the verdict after a switch of branches. */
final class HookCommand {

    /** Shorter than the hook's own limit, so that there is a sentence. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final Rooms rooms;
    private final Terminal terminal;

    HookCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    ExitCode run(ParseResult arguments) throws BackstepException {
        CommandSpec command = arguments.commandSpec();
        Path repository = terminal.folder()
                .resolve(arguments.matchedOptionValue(Syntax.REPOSITORY, Path.of("")))
                .normalize();
        try (Checkout checkout = Checkout.open(repository)) {
            PostCheckoutHook hook = checkout.hook();
            switch (command.name()) {
                case Syntax.INSTALL -> {
                    hook.install(rooms.ownCommand().with(Syntax.HOOK, Syntax.RUN));
                    say("cli.hook.installed", hook.file().toString());
                }
                case Syntax.REMOVE ->
                    say(
                            hook.remove() ? "cli.hook.removed" : "cli.hook.absent",
                            hook.file().toString());
                case Syntax.STATUS -> say(status(hook), hook.file().toString());
                case Syntax.RUN -> sayVerdict(checkout);
                default -> throw new IllegalStateException(command.name());
            }
        }
        return ExitCode.DONE;
    }

    private static String status(PostCheckoutHook hook) throws BackstepException {
        return switch (hook.state()) {
            case ABSENT -> "cli.hook.absent";
            case INSTALLED -> "cli.hook.present";
            case FOREIGN -> "cli.hook.foreign";
        };
    }

    private void sayVerdict(Checkout checkout) throws BackstepException {
        Workspace workspace = remembered(checkout).orElse(null);
        if (workspace == null) {
            say("cli.hook.noWorkspace");
            return;
        }
        String database = workspace.database().database();
        Inspection inspection = inspect(workspace);
        if (inspection == null) {
            say("cli.hook.slow", database, workspace.database().server());
        } else if (inspection.database() instanceof Inspection.Unreachable(String reason)) {
            say("cli.hook.unreachable", database, reason);
        } else if (inspection.checkout() instanceof Inspection.Unreadable(String reason)) {
            say("cli.hook.unreachable", database, reason);
        } else {
            for (Timeline timeline : inspection.timelines()) {
                String track = inspection.timelines().size() == 1
                        ? ""
                        : " " + timeline.track().name();
                say("cli.hook.verdict", database + track, VerdictText.headline(timeline), VerdictText.detail(timeline));
            }
        }
    }

    /** The workspace that was open last on this checkout, or on another worktree of its repository. */
    private Optional<Workspace> remembered(Checkout checkout) throws BackstepException {
        Workspace related = null;
        for (Workspace each : rooms.workspaces().workspaces()) {
            try (Checkout other = Checkout.open(Path.of(each.repository()))) {
                if (other.root().equals(checkout.root())) {
                    return Optional.of(each);
                }
                if (related == null && other.sharesRepositoryWith(checkout)) {
                    related = new Workspace(each.database(), checkout.root().toString(), each.pairings());
                }
            } catch (BackstepException gone) {
                // It is remembered, but not there any more.
            }
        }
        return Optional.ofNullable(related);
    }

    /**
     * The inspection, after what it saw was kept too; null when it takes too long. A person is never asked for a password
     * here.
     */
    private @Nullable Inspection inspect(Workspace workspace) {
        String password = terminal.environment().get("PGPASSWORD");
        CompletableFuture<Inspection> inspected = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().name("hook").start(() -> {
            try (WorkspaceReader reader =
                    rooms.readers().open(workspace, password == null ? null : password.toCharArray())) {
                inspected.complete(reader.inspect());
            } catch (RuntimeException e) {
                inspected.completeExceptionally(e);
            }
        });
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return inspected.getNow(null);
    }

    private void say(String key, Object... arguments) {
        terminal.out().println(Text.of(key, arguments));
    }
}
