package dev.backstep.sql;

/**
 * A piece of SQL text.
 *
 * @param kind what it is
 * @param start offset of its first character
 * @param end offset after its last character
 */
public record Token(TokenKind kind, int start, int end) {}
