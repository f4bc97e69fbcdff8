package dev.backstep.model;

import java.time.Instant;

/**
 * A commit, as far as provenance needs it.
 *
 * @param id the full object id, hexadecimal
 * @param author the author's name
 * @param time when it was committed
 * @param subject the first line of its message
 */
public record Commit(String id, String author, Instant time, String subject) {

    /** The first seven digits, as git shows them. */
    public String shortId() {
        return id.substring(0, Math.min(7, id.length()));
    }
}
