package dev.backstep.ui.workspace;

import dev.backstep.likeness.Question;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import org.jspecify.annotations.Nullable;

/** What the window's parts ask the window to do. */
interface WindowActions {

    /** Asks for a database; {@code start} fills the fields, its password is asked for again. */
    void connect(@Nullable Workspace start);

    void openCheckout();

    /** Asks for a workspace file and puts what it says into the connect dialog. */
    void openWorkspaceFile();

    /** Asks where to, and keeps the open workspace in a file of its own. */
    void saveWorkspace();

    void pair();

    /** Opens the releases, at one of them when its name is given. */
    void releases(@Nullable String name);

    /** Asks for a branch, tag or commit to stand in the checkout's place. */
    void whatIf();

    /** Shows what Backstep keeps of what it saw. */
    void showKept();

    /** Finds out by replaying which history the shown track has, or whether the schema is as recorded. */
    void findOut(Question question);

    /** Goes back with a tool's own command. */
    void command();

    /** Opens the guided rollback; {@code target} is null when it is still to be chosen. */
    void rollBack(@Nullable Version target);

    /** Shows what the shown track's dirty mark can mean, and the ways out. */
    void repair();

    /** Opens the guided reset of the database. */
    void reset();

    /** Opens the guided way to what the checkout has. */
    void moveToCheckout();
}
