package dev.backstep.ui.workspace;

import dev.backstep.model.Workspace;
import dev.backstep.text.Text;
import java.nio.file.Path;

/** Names a workspace on one line. */
final class WorkspaceName {

    private WorkspaceName() {}

    static String of(Workspace workspace) {
        Path folder = Path.of(workspace.repository()).getFileName();
        return Text.of(
                "workspace.name",
                workspace.database().database(),
                workspace.database().server(),
                folder == null ? workspace.repository() : folder.toString());
    }
}
