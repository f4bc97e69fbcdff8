package dev.backstep.ui.rollback;

import dev.backstep.database.Activity;
import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.stream.Collectors;

/** What a run waits for, in words. */
final class WaitText {

    private WaitText() {}

    static String of(RunProgress.Wait wait) {
        String holders = wait.holders().stream().map(WaitText::holder).collect(Collectors.joining("\n"));
        return Text.of("rollback.run.waits", Visible.of(wait.event()), holders);
    }

    private static String holder(Activity holder) {
        if (holder.session().pid() == 0) {
            return Text.of("rollback.run.heldByPrepared");
        }
        String session = OutcomeText.session(holder.session());
        return holder.transaction() == null
                ? Text.of("rollback.run.heldBy", session)
                : Text.of("rollback.run.heldSince", session, OutcomeText.time(holder.transaction()));
    }
}
