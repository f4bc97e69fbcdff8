package dev.backstep.rollback.plan;

import dev.backstep.model.Candidate;
import dev.backstep.model.ContentId;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.Version;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.reverse.GeneratedDown;
import dev.backstep.sql.rules.Lock;
import dev.backstep.sql.rules.Loss;
import dev.backstep.sql.rules.ObjectId;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.Work;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something a person should know about a step. */
public sealed interface Finding {

    /** How much it matters. */
    enum Severity {
        /** The plan cannot run with it. */
        BLOCKS,
        /** The plan can run, and data is gone for good. */
        COSTS,
        /** The plan can run; the person should have read it. */
        WARNS,
        /** Good to know. */
        INFORMS
    }

    default Severity severity() {
        return switch (this) {
            case MissingDown _,
                    RehearsalDiffers _,
                    RehearsalFailed _,
                    Ambiguous _,
                    NotUtf8 _,
                    Unreadable _,
                    Placeholders _,
                    Program _,
                    MetaCommands _ -> Severity.BLOCKS;
            case Cascades _ -> Severity.COSTS;
            case Generated _,
                    Chosen _,
                    MayNotHaveRun _,
                    Blank _,
                    CommentsOnly _,
                    TransactionControl _,
                    OutsideTransaction _,
                    ToldApart _,
                    Unread _,
                    WorksUnderLock _,
                    NotThere _,
                    InTheWay _,
                    DependentsUnknown _ -> Severity.WARNS;
            case CanGenerate _, CannotGenerate _, ReversalUnknown _ -> Severity.INFORMS;
            case Met met -> met.kind == Met.Kind.STAYS ? Severity.INFORMS : Severity.WARNS;
            case LosesData loss -> loss.fresh ? Severity.INFORMS : Severity.COSTS;
            // What the up script destroyed was lost before; the rollback only does not bring it back.
            case NotReversed(Reversal.Kind kind, var _) ->
                kind == Reversal.Kind.DATA_LOST ? Severity.INFORMS : Severity.WARNS;
            case TakesLock taken -> taken.lasts() ? Severity.WARNS : Severity.INFORMS;
        };
    }

    /** No down script was found anywhere. */
    record MissingDown() implements Finding {}

    /** A down script can be made from the up script; nobody chose it yet. */
    record CanGenerate(Candidate candidate, String text) implements Finding {

        /** This text, for this migration. */
        public static CanGenerate of(Migration migration, String text) {
            Script down = new Script("", ContentId.of(text.getBytes(StandardCharsets.UTF_8)));
            Migration with = new Migration(migration.version(), migration.name(), migration.up(), down);
            return new CanGenerate(new Candidate(with, List.of(Generation.source())), text);
        }
    }

    /** No down script can be made: these statements cannot be taken back; none where it is not clear which were applied. */
    record CannotGenerate(List<GeneratedDown.Irreversible> statements) implements Finding {
        public CannotGenerate {
            statements = List.copyOf(statements);
        }
    }

    /** The script was generated and chosen by the person; its rehearsal brought the schema back exactly. */
    record Generated() implements Finding {}

    /** The script was generated, and its rehearsal did not bring the schema back. */
    record RehearsalDiffers(List<String> differences) implements Finding {
        public RehearsalDiffers {
            differences = List.copyOf(differences);
        }
    }

    /** The script was generated, and could not be rehearsed; the reason is a sentence. */
    record RehearsalFailed(String reason) implements Finding {}

    /** Several contents were found for this version, and nobody chose one yet. */
    record Ambiguous(List<Candidate> candidates) implements Finding {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * Several contents were found for this version, and the person chose this one.
     *
     * @param against how many differences from the live schema remain at least with another content, when each was
     *     replayed; null where that was not done, or no other could be
     */
    record Chosen(Candidate candidate, @Nullable Integer against) implements Finding {

        /** Chosen without any evidence. */
        public Chosen(Candidate candidate) {
            this(candidate, null);
        }

        /** Chosen from these. */
        static Chosen from(Candidate candidate, List<Candidate> all) {
            return new Chosen(
                    candidate,
                    all.stream()
                            .filter(other -> !other.migration().sameUp(candidate.migration()))
                            .map(Candidate::differences)
                            .filter(Objects::nonNull)
                            .min(Integer::compare)
                            .orElse(null));
        }
    }

    /**
     * What is known, or not, about the schema that a repair or a reset meets.
     *
     * @param things what it is about, as shown
     */
    record Met(Kind kind, List<String> things) implements Finding {
        public Met {
            things = List.copyOf(things);
        }

        /** What is known. */
        public enum Kind {
            /** The live schema is not what the plan takes it for; what differs. */
            DIFFERS,
            /** Whether these statements ran is not to be seen in the schema; the plan takes it that they did. */
            TAKEN_AS_RUN,
            /** The same; the plan takes it that they did not. */
            TAKEN_AS_NOT_RUN,
            /** What the plan leaves is not as in a fresh database at its target; what differs. */
            LEAVES,
            /** Nothing could be compared; why. */
            NOT_COMPARED,
            /** These are in the schemas, and no migration made them; they go, too. */
            STRANGERS,
            /** These are extensions', and stay. */
            STAYS
        }
    }

    /** The migration may never have run, so undoing it may fail. */
    record MayNotHaveRun() implements Finding {}

    /** The script's bytes are not UTF-8, so it cannot be sent as it is. */
    record NotUtf8() implements Finding {}

    /** The script could not be read; the reason is a sentence. */
    record Unreadable(String reason) implements Finding {}

    /** The script is empty or white space: nothing is undone. */
    record Blank() implements Finding {}

    /** The script has comments only: nothing is undone. */
    record CommentsOnly() implements Finding {}

    /** The script begins or ends transactions itself, so it cannot share one with other steps. */
    record TransactionControl(List<String> statements) implements Finding {
        public TransactionControl {
            statements = List.copyOf(statements);
        }
    }

    /** The script has a statement that PostgreSQL refuses inside a transaction. */
    record OutsideTransaction(List<String> statements) implements Finding {
        public OutsideTransaction {
            statements = List.copyOf(statements);
        }
    }

    /** The script has placeholders, and what the tool puts there is not known here. */
    record Placeholders() implements Finding {}

    /**
     * The migration is undone by a program, which only its tool can run.
     *
     * @param command what to give the tool for the whole plan; empty where it cannot stop at the plan's target
     */
    record Program(List<String> command) implements Finding {
        public Program {
            command = List.copyOf(command);
        }
    }

    /** What a script's traits mean for a plan. */
    static List<Finding> of(Set<Script.Trait> traits) {
        List<Finding> findings = new ArrayList<>();
        if (traits.contains(Script.Trait.APART)) {
            findings.add(new ToldApart());
        }
        if (traits.contains(Script.Trait.PLACEHOLDERS)) {
            findings.add(new Placeholders());
        }
        if (traits.contains(Script.Trait.PROGRAM)) {
            findings.add(new Program(List.of()));
        }
        return findings;
    }

    /** The script's author told the tool to run it outside of a transaction. */
    record ToldApart() implements Finding {}

    /** The script has lines that only psql understands; the server refuses the whole text. */
    record MetaCommands(List<String> lines) implements Finding {
        public MetaCommands {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Data goes for good.
     *
     * @param kind what goes
     * @param subject what it is taken from, by the name in the script
     * @param live the same, by the name it has in the database before the plan runs
     * @param fresh whether an earlier step of the plan makes it, so that it holds nothing now
     * @param cascades whether what depends on it goes, too
     * @param labels the labels an enum loses; empty for anything else, and where they were not seen
     * @param counting a query that only reads, and counts the rows a DELETE or UPDATE would hit; empty where none is safe
     */
    record LosesData(
            Loss.Kind kind,
            ObjectId subject,
            ObjectId live,
            boolean fresh,
            boolean cascades,
            List<String> labels,
            Optional<String> counting)
            implements Finding {
        public LosesData {
            labels = List.copyOf(labels);
        }
    }

    /** The script is not its up script backwards; the subject is empty where the script as a whole is meant. */
    record NotReversed(Reversal.Kind kind, String subject) implements Finding {}

    /** Up or down script was not found or not understood whole, so the comparison may have missed something. */
    record ReversalUnknown() implements Finding {}

    /** A statement was not understood, so what it does and loses is not known. */
    record Unread(String sentenceKey, List<String> arguments, String statement) implements Finding {
        public Unread {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * The strongest lock on a table, and the hardest work done while it is held.
     *
     * @param table by the name in the script
     * @param live by the name in the database before the plan runs
     */
    record TakesLock(QName table, QName live, Lock lock, Work work) implements Finding {

        /** Whether it is held while work is done, and keeps writers out. */
        private boolean lasts() {
            return work != Work.NONE && lock.compareTo(Lock.SHARE) >= 0;
        }

        TakesLock and(TakesLock other) {
            return new TakesLock(
                    table,
                    live,
                    lock.compareTo(other.lock) >= 0 ? lock : other.lock,
                    work.compareTo(other.work) >= 0 ? work : other.work);
        }
    }

    /** Rows are written or the table is read or rewritten while an earlier statement's lock keeps everybody out of it. */
    record WorksUnderLock(QName table, Version lockedBy, String statement) implements Finding {}

    /** What the step drops is not in the database, so the step would fail. */
    record NotThere(ObjectId subject) implements Finding {}

    /** Something in the database depends on what the step drops, so the step would fail. */
    record InTheWay(ObjectId subject, List<Dependent> dependents) implements Finding {
        public InTheWay {
            dependents = List.copyOf(dependents);
        }
    }

    /** Something in the database depends on what the step drops, and goes with it. */
    record Cascades(ObjectId subject, List<Dependent> dependents) implements Finding {
        public Cascades {
            dependents = List.copyOf(dependents);
        }
    }

    /** There was no time to ask what depends on what the step drops. */
    record DependentsUnknown(ObjectId subject) implements Finding {}
}
