package dev.backstep.journal;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A run that has no outcome, since Backstep or its computer stopped while it was under way, or that stopped inside a step.
 *
 * <p>What is true of the database only the database can say; in a one-transaction run either everything or nothing is
 * committed.
 *
 * @param file its record
 * @param at when it started
 * @param start what it set out to do
 * @param step the last step that was started; -1 before the first
 * @param stepsFinished how many steps are recorded as finished
 * @param statementsFinished of a step outside a transaction, how many statements are recorded as committed
 * @param statementUnderWay whether one more was started, so that it may have been done
 * @param committing whether a commit was about to be sent
 */
public record UnfinishedRun(
        Path file,
        Instant at,
        RunStart start,
        int step,
        int stepsFinished,
        int statementsFinished,
        boolean statementUnderWay,
        boolean committing) {}
