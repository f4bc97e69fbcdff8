package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Postgres;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Workspace;
import dev.backstep.settings.WorkspaceStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The git hook, in a real repository. */
class HookCommandTest extends CommandLineScene {

    @Test
    void theHookSaysTheVerdictAfterASwitchOfBranches() throws Exception {
        Postgres database = shopAt3();
        Path program = folder.resolve("it's backstep");
        Files.writeString(program, "#!/bin/sh\necho \"ran $*\"\nexit 3\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path hook = checkout.resolve(".git/hooks/post-checkout");
        assertEquals(0, run("hook", "status", "--repository", "shop"));
        assertEquals(0, run("hook", "install", "--repository", "shop"), err::toString);
        assertEquals(0, run("hook", "install", "--repository", "shop"), err::toString);
        assertEquals(0, run("hook", "status", "--repository", "shop"));
        assertEquals("ran hook run", git.git("checkout", "--quiet", "alpha"));
        assertEquals("", git.git("checkout", "--quiet", "--", "migrations"));
        git.git("checkout", "--quiet", "main");
        assertEquals(0, run("hook", "run", "--repository", "shop"));
        new WorkspaceStore(folder.resolve("settings"), notice -> {})
                .remember(new Workspace(database.settings(), checkout.toString(), List.of()));
        assertEquals(0, run("hook", "run", "--repository", "shop"), err::toString);
        git.git("worktree", "add", "--quiet", "../linked", "alpha");
        assertEquals(0, run("hook", "run", "--repository", "linked"), err::toString);
        assertEquals(0, run("hook", "remove", "--repository", "linked"));
        assertEquals(0, run("hook", "remove", "--repository", "shop"));
        assertEquals("", err.toString());
        assertEquals("""
                There is no post-checkout hook at HOOK.
                Installed HOOK. After a switch of branches git says where the database stands.
                Installed HOOK. After a switch of branches git says where the database stands.
                Backstep's post-checkout hook is installed: HOOK.
                Backstep: no database was opened with this repository yet. Open both once in the window.
                Backstep: NAME: The database is 2 migrations ahead of this checkout. They last met at 1 users. The down \
                scripts of 2 and 3 are on branch alpha; this checkout then adds 1 pending migration. 2 was found with \
                other contents too; you choose in the preview.
                Backstep: NAME: The numbers agree, but 2 may be another migration than this checkout's. It was found with \
                several contents, and the database records only the number. Compare the candidates.
                Removed HOOK.
                There is no post-checkout hook at HOOK.
                """, out.toString().replace(hook.toString(), "HOOK").replace(database.name(), "NAME"));
    }

    @Test
    void aHookOfSomebodyElseStaysAndTheLinesAreSaid() throws Exception {
        git.write(".git/hooks/post-checkout", "#!/bin/sh\necho mine\n");
        assertEquals(1, run("hook", "install", "--repository", "shop"));
        assertEquals(1, run("hook", "remove", "--repository", "shop"));
        assertEquals(0, run("hook", "status", "--repository", "shop"));
        assertEquals("#!/bin/sh\necho mine\n", Files.readString(checkout.resolve(".git/hooks/post-checkout")));
        assertTrue(err.toString().contains("add these lines to it by hand:\nif [ \"$3\" = 1 ]"), err.toString());
        assertTrue(err.toString().contains("it's backstep".replace("'", "'\\''") + "' 'hook' 'run'"), err.toString());
        Path elsewhere = folder.resolve("shared-hooks");
        git.git("config", "core.hooksPath", elsewhere.toString());
        assertEquals(1, run("hook", "install", "--repository", "shop"));
        assertFalse(Files.exists(elsewhere));
        git.git("config", "core.hooksPath", ".hooks");
        assertEquals(0, run("hook", "install", "--repository", "shop"), err::toString);
        assertTrue(Files.isExecutable(checkout.resolve(".hooks/post-checkout")));
    }

    @Test
    void theHookSaysThatADatabaseCannotBeRead() throws Exception {
        ConnectionSettings nowhere = new ConnectionSettings("127.0.0.1", 1, "shop", "dev", "disable", null, null);
        new WorkspaceStore(folder.resolve("settings"), notice -> {})
                .remember(new Workspace(nowhere, checkout.toString(), List.of()));
        assertEquals(0, run("hook", "run", "--repository", "shop"), err::toString);
        assertTrue(
                out.toString().startsWith("Backstep: shop was not compared with this checkout. Nothing answers at"),
                out.toString());
        assertTrue(out.toString().contains("~/.pgpass"), out.toString());
    }
}
