package dev.backstep.sql;

/** What a piece of SQL text is. */
public enum TokenKind {
    /** A word that PostgreSQL 18 lists as a key word, except where it follows a dot. */
    KEYWORD,
    /** Any other word, and parameters such as {@code $1}. */
    IDENTIFIER,
    /** {@code "name"} or {@code U&"name"}. */
    QUOTED_IDENTIFIER,
    /** A string constant of any form: quoted, {@code E''}, {@code B''}, {@code U&''}, dollar-quoted. */
    STRING,
    NUMBER,
    /** {@code -- to the end of the line} or a block comment, nested ones included. */
    COMMENT,
    /** Operators, punctuation, and characters that mean nothing to PostgreSQL. */
    OPERATOR
}
