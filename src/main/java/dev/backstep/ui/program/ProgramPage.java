package dev.backstep.ui.program;

import dev.backstep.text.Text;

/** The pages, in order. */
enum ProgramPage {
    COMMAND("program.page.command"),
    REHEARSE("program.page.rehearse"),
    CONFIRM("program.page.confirm"),
    RUN("program.page.run");

    private final String key;

    ProgramPage(String key) {
        this.key = key;
    }

    String title() {
        return Text.of(key);
    }
}
