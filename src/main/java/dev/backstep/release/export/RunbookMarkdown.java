package dev.backstep.release.export;

import java.util.List;

/** A runbook as Markdown. */
final class RunbookMarkdown {

    private RunbookMarkdown() {}

    static String of(String title, List<Runbook.Step> steps) {
        StringBuilder page = new StringBuilder("# " + escaped(title) + "\n");
        int number = 0;
        for (Runbook.Step step : steps) {
            String label = number == 0 ? "" : number + ". ";
            page.append("\n## ").append(label).append(escaped(step.title())).append("\n\n");
            number++;
            step.words().forEach(words -> page.append(escaped(words)).append('\n'));
            if (!step.items().isEmpty()) {
                page.append('\n');
                step.items()
                        .forEach(item -> page.append("- ").append(escaped(item)).append('\n'));
            }
            List<String> commands = step.commands().stream()
                    .filter(command -> !MigrateCommands.isPause(command))
                    .toList();
            if (!commands.isEmpty()) {
                page.append("\n```bash\n");
                commands.forEach(command -> page.append(command).append('\n'));
                page.append("```\n");
            }
        }
        return page.toString();
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>#|~])", "\\\\$1");
    }
}
