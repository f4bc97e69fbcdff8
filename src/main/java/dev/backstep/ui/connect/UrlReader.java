package dev.backstep.ui.connect;

import dev.backstep.model.BackstepException;

/** Takes a pasted database URL apart. */
@FunctionalInterface
public interface UrlReader {

    /** @throws BackstepException with a sentence that says what is wrong with the URL, never with its password */
    PastedUrl read(String url) throws BackstepException;
}
