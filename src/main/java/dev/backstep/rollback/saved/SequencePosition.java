package dev.backstep.rollback.saved;

/**
 * Where a sequence stands.
 *
 * @param sequence the sequence
 * @param lastValue its {@code last_value}
 * @param called its {@code is_called}: whether that value was given out
 */
public record SequencePosition(TableName sequence, long lastValue, boolean called) {}
