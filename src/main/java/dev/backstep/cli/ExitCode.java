package dev.backstep.cli;

/** What the command line ends with; documented in docs/command-line.md. */
enum ExitCode {
    /** Done. */
    DONE(0),
    /** It could not be done, and a sentence said why. */
    FAILED(1),
    /** The arguments are not understood. */
    USAGE(2),
    /** An error of Backstep's own. */
    BUG(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
