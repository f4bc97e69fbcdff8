package dev.backstep.ui.rollback;

/** What a person wants once the window of a guided run is closed. */
public sealed interface Next {

    /** Nothing else. */
    record Nothing() implements Next {}

    /** To put back the run that has ended, by its record. */
    record PutBack(String record) implements Next {}

    /** To go back with the tool's own command instead. */
    record Command() implements Next {}

    /** To choose another of the ways that were offered before this window. */
    record OtherWay() implements Next {}
}
