package dev.backstep.rollback.plan;

import dev.backstep.model.Candidate;
import java.util.List;

/** Something a person should know about a step. */
public sealed interface Finding {

    /** How much it matters. */
    enum Severity {
        /** The plan cannot run with it. */
        BLOCKS,
        /** The plan can run; the person should have read it. */
        WARNS
    }

    Severity severity();

    /** No down script was found anywhere. */
    record MissingDown() implements Finding {
        @Override
        public Severity severity() {
            return Severity.BLOCKS;
        }
    }

    /** Several contents were found for this version, and nobody chose one yet. */
    record Ambiguous(List<Candidate> candidates) implements Finding {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }

        @Override
        public Severity severity() {
            return Severity.BLOCKS;
        }
    }

    /** Several contents were found for this version, and the person chose this one. */
    record Chosen(Candidate candidate) implements Finding {
        @Override
        public Severity severity() {
            return Severity.WARNS;
        }
    }

    /** The migration may never have run, so undoing it may fail. */
    record MayNotHaveRun() implements Finding {
        @Override
        public Severity severity() {
            return Severity.WARNS;
        }
    }

    /** The script's bytes are not UTF-8, so it cannot be sent as it is. */
    record NotUtf8() implements Finding {
        @Override
        public Severity severity() {
            return Severity.BLOCKS;
        }
    }

    /** The script could not be read; the reason is a sentence. */
    record Unreadable(String reason) implements Finding {
        @Override
        public Severity severity() {
            return Severity.BLOCKS;
        }
    }

    /** The script is empty or white space: nothing is undone. */
    record Blank() implements Finding {
        @Override
        public Severity severity() {
            return Severity.WARNS;
        }
    }

    /** The script has comments only: nothing is undone. */
    record CommentsOnly() implements Finding {
        @Override
        public Severity severity() {
            return Severity.WARNS;
        }
    }

    /** The script begins or ends transactions itself, so it cannot share one with other steps. */
    record TransactionControl(List<String> statements) implements Finding {
        public TransactionControl {
            statements = List.copyOf(statements);
        }

        @Override
        public Severity severity() {
            return Severity.WARNS;
        }
    }

    /** The script has a statement that PostgreSQL refuses inside a transaction. */
    record OutsideTransaction(List<String> statements) implements Finding {
        public OutsideTransaction {
            statements = List.copyOf(statements);
        }

        @Override
        public Severity severity() {
            return Severity.WARNS;
        }
    }
}
