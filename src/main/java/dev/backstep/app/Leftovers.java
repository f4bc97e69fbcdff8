package dev.backstep.app;

import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.rollback.rehearsal.CopyBook;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Finds what a Backstep that was killed left behind; lives on the JavaFX thread. */
final class Leftovers {

    private final Foundation base;
    private @Nullable OpenWorkspace looked;

    Leftovers(Foundation base) {
        this.base = base;
    }

    /** Servers that a killed Backstep left running are nobody's, and nobody is asked. */
    void removeServers() {
        base.tasks()
                .run(
                        () -> {
                            base.replays().removeLeftovers();
                            return true;
                        },
                        _ -> {},
                        failure -> warn("Leftover throwaway servers could not be removed", failure));
    }

    /** Copies that a rehearsal left on the server when it was cut off; asked once for each workspace that is opened. */
    void offerCopies(OpenWorkspace open) {
        if (open.equals(looked)) {
            return;
        }
        looked = open;
        CopyBook copies = new CopyBook(base.journal().copies());
        base.tasks()
                .run(
                        () -> copies.leftovers(open.database()),
                        found -> found.forEach(each -> offer(open, copies, each)),
                        failure -> warn("Copies of cut off rehearsals could not be looked for", failure));
    }

    private void offer(OpenWorkspace open, CopyBook copies, CopyBook.Leftover copy) {
        String what = Text.of("rehearsal.leftover.what", copy.name(), copy.source(), Bytes.of(copy.bytes()));
        if (base.dialogs().confirm(Text.of("rehearsal.leftover"), what, Text.of("rehearsal.leftover.remove"))) {
            base.tasks()
                    .run(
                            () -> {
                                copies.remove(open.database(), copy.name());
                                return true;
                            },
                            _ -> {},
                            base::problem);
        }
    }

    // Looked up when needed: logging starts with the first logger, and the window is not to wait for it.
    private static void warn(String what, Exception failure) {
        LoggerFactory.getLogger(Leftovers.class).warn(what, failure);
    }
}
