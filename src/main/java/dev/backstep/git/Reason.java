package dev.backstep.git;

/** Puts a library's exception into a few words for the end of a sentence. */
final class Reason {

    private Reason() {}

    static String of(Throwable problem) {
        String message = problem.getMessage();
        return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
    }
}
