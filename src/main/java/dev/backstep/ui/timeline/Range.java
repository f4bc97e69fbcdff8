package dev.backstep.ui.timeline;

/**
 * Rows next to each other on the whole timeline.
 *
 * @param first the newest one's index
 * @param last the oldest one's index
 */
public record Range(int first, int last) {}
