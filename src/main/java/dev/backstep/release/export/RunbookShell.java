package dev.backstep.release.export;

import java.util.List;

/** A runbook as a script for bash; what is the reader's own to decide stands in it as comments. */
final class RunbookShell {

    private RunbookShell() {}

    static String of(String title, List<Runbook.Step> steps) {
        StringBuilder script = new StringBuilder("#!/usr/bin/env bash\n");
        script.append("# ").append(title).append("\nset -euo pipefail\n");
        for (Runbook.Step step : steps) {
            script.append("\n# == ").append(step.title()).append('\n');
            step.words().forEach(words -> script.append("# ").append(words).append('\n'));
            step.items().forEach(item -> script.append("#   ").append(item).append('\n'));
            step.commands()
                    .forEach(command -> script.append(step.optional() && !MigrateCommands.isPause(command) ? "# " : "")
                            .append(command)
                            .append('\n'));
        }
        return script.toString();
    }
}
