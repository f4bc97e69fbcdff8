package dev.backstep.ui.common;

import java.nio.file.Path;
import java.util.Optional;

/** What a view model may ask a person outside its own view; a test answers in the person's place. */
public interface DialogService {

    /** Says what went wrong and waits until it was read. */
    void show(Problem problem);

    /** Asks yes or no; {@code action} names the button that means yes. */
    boolean confirm(String question, String explanation, String action);

    /** Asks for a folder. */
    Optional<Path> chooseFolder(String title);

    /** Asks for a file; {@code kind} says in words which, {@code pattern} how it is named: {@code *.sql}. */
    Optional<Path> chooseFile(String title, String kind, String pattern);

    /** Asks where to save; {@code fileName} is the proposal. */
    Optional<Path> chooseFileToSave(String title, String fileName);

    /** Puts text on the clipboard. */
    void copy(String text);
}
