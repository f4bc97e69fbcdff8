package dev.backstep.model;

/**
 * A script file, by name and content; its text is read when it is needed.
 *
 * @param fileName the file's name, without folders
 * @param content the id of its content
 */
public record Script(String fileName, ContentId content) {}
