package dev.backstep.ui.rollback;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Environment;
import dev.backstep.text.Text;
import java.util.Objects;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The database's name, and in production its host, typed by a person; the rule is {@link TypedName}'s. */
public final class TypedConfirmation {

    private final @Nullable Environment marked;
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper host = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private @Nullable DatabaseIdentity database;

    /** @param marked what the database is for; null to go by its names */
    public TypedConfirmation(@Nullable Environment marked) {
        this.marked = marked;
    }

    /** Asks for this database; what was typed is forgotten. */
    public void ask(DatabaseIdentity asked) {
        database = asked;
        name.set("");
        host.set("");
        hint.set("");
    }

    private DatabaseIdentity asked() {
        return Objects.requireNonNull(database, "no database is asked for");
    }

    /** What the database is for. */
    public Environment environment() {
        return marked == null ? Environment.guess(hostName(), asked().database()) : marked;
    }

    /** Whether the host is to be typed, too. */
    public boolean asksHost() {
        return environment() == Environment.PRODUCTION && !hostName().isEmpty();
    }

    /** The host as it is to be typed, without its port; of a file nothing. */
    public String hostName() {
        String server = asked().server();
        if (!server.matches("(?s).*:[0-9]+")) {
            return "";
        }
        String named = server.substring(0, server.lastIndexOf(':'));
        return named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
    }

    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty hostProperty() {
        return host.getReadOnlyProperty();
    }

    /** A friendly word about what was tried in a field; empty when there is none. */
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    /** Hears what is in the field for the name now. */
    public void type(String text) {
        hint.set("");
        name.set(text);
    }

    /** Hears what is in the field for the host now. */
    public void typeHost(String text) {
        hint.set("");
        host.set(text);
    }

    /** Whether a field may take a change that puts in {@code inserted}; says so when it is not typing. */
    boolean takes(String inserted, boolean composed) {
        boolean typing = TypedName.isTyping(inserted, composed);
        if (!typing) {
            refusePaste();
        }
        return typing;
    }

    /** Says that pasting is not typing. */
    void refusePaste() {
        hint.set(Text.of("rollback.confirm.noPaste"));
    }

    /** What is not typed yet, in a sentence; empty when all is. */
    public String obstacle() {
        if (!TypedName.matches(asked().database(), name.get())) {
            return Text.of("rollback.confirm.unnamed");
        }
        boolean hosted = !asksHost() || TypedName.matches(hostName(), host.get());
        return hosted ? "" : Text.of("rollback.confirm.unhosted");
    }
}
