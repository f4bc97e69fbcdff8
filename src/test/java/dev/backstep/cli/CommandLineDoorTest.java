package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Arguments, help, the window, and what goes wrong. */
class CommandLineDoorTest extends CommandLineScene {

    @Test
    void argumentsThatAreNotUnderstoodEndWithTwo() {
        assertEquals(2, run("inspect", "--repository", "shop"));
        assertEquals(2, run("inspect", "--database-url", "x", "--repository", "shop", "--format", "xml"));
        assertEquals(2, run("--no-such-option"));
        assertEquals(
                List.of(
                        "Missing required option: '--database-url=URL'",
                        "Try --help to see what there is.",
                        "Invalid value for option '--format': expected one of [TEXT, JSON] (case-insensitive) but was"
                                + " 'xml'",
                        "Try --help to see what there is.",
                        "Unknown option: '--no-such-option'",
                        "Try --help to see what there is."),
                err.toString().lines().toList());
    }

    @Test
    void aMistakeOfOurOwnEndsWithSeventy() {
        windowFailure = new IllegalStateException("a bug");
        assertEquals(70, run("shop"));
        assertEquals(
                List.of("Backstep itself made a mistake: java.lang.IllegalStateException: a bug. Please report it."),
                err.toString().lines().toList());
    }

    @Test
    void helpAndVersionAreAnswers() {
        assertEquals(0, run("--help"));
        assertEquals(0, run("inspect", "--help"));
        assertEquals(0, run("--version"));
        String answer = out.toString();
        for (String word :
                List.of("demo", "inspect", "PATH", "--database-url=URL", "--format=text|json", "Exit codes")) {
            assertTrue(answer.contains(word), word + " in " + answer);
        }
        assertEquals("", err.toString());
    }

    @Test
    void aFolderOpensTheWindowOnIt() {
        assertEquals(0, run("shop"));
        assertEquals(0, run());
        assertEquals(List.of(checkout.toString(), "null"), opened);
    }

    @Test
    void withoutADisplayTheWindowIsASentence() {
        windowProblem = "There is no display here.";
        assertEquals(1, run("shop"));
        assertEquals(List.of(), opened);
        assertEquals(
                List.of(
                        "There is no display here.",
                        "Without a window, \"backstep inspect\" does the reading; \"backstep --help\" says how."),
                err.toString().lines().toList());
    }
}
