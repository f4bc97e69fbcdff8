package dev.backstep.ui.connect;

import dev.backstep.model.Workspace;
import java.util.Arrays;

/** A workspace to open and the password for it. */
public final class ConnectRequest {

    private final Workspace workspace;
    private final char[] password;

    /** @param password the request's from here on */
    public ConnectRequest(Workspace workspace, char[] password) {
        this.workspace = workspace;
        this.password = password;
    }

    public Workspace workspace() {
        return workspace;
    }

    /** The same database and password, another checkout or other tracks. */
    public ConnectRequest with(Workspace other) {
        return new ConnectRequest(other, password.clone());
    }

    /** The password; whoever takes it wipes it. */
    public char[] password() {
        return password;
    }

    /** Overwrites the password. */
    public void wipe() {
        Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
        return workspace.toString();
    }
}
