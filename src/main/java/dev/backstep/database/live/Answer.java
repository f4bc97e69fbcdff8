package dev.backstep.database.live;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What came of a question.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

    record Given<T>(T value) implements Answer<T> {}

    /** There was no time left, or the server stopped the query at its limit. */
    record TooLong<T>() implements Answer<T> {}

    /** Another session keeps the table locked. */
    record Locked<T>() implements Answer<T> {}

    /** The server refused; in its own words. */
    record Refused<T>(String message) implements Answer<T> {}

    /** The value's meaning, or that of what stood in the way. */
    default <R> R map(Function<T, R> given, Supplier<R> late, Function<String, R> refused) {
        return switch (this) {
            case Given<T>(T value) -> given.apply(value);
            case TooLong<T> _, Locked<T> _ -> late.get();
            case Refused<T>(String message) -> refused.apply(message);
        };
    }
}
