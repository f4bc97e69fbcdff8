package dev.backstep.sql.rules;

import dev.backstep.sql.Statement;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Collects what the judges find, statement by statement. */
final class Notes {

    private final Draft draft;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<LockEffect> locks = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();
    private Statement statement;

    Notes(Draft draft, Statement first) {
        this.draft = draft;
        this.statement = first;
    }

    void at(Statement next) {
        statement = next;
    }

    Statement statement() {
        return statement;
    }

    /** A reason without a lock. */
    void say(Rule rule, ObjectId subject, String... arguments) {
        say(rule, statement, subject, arguments);
    }

    void say(Rule rule, Statement from, ObjectId subject, String... arguments) {
        List<String> all = arguments.length > 0 ? Arrays.asList(arguments) : List.of(subject.toString());
        reasons.add(new Reason(rule, from, subject, all));
    }

    /** A reason, and the rule's lock on the table. */
    void say(Rule rule, QName table, ObjectId subject, String... arguments) {
        say(rule, subject, arguments);
        lock(table, rule.lock(), rule.work());
    }

    /** A lock on a table, if the table was there before. */
    void lock(QName table, Lock lock, Work work) {
        if (lock != Lock.NONE
                && !draft.madeTable(table)
                && !draft.made(ObjectId.of(ObjectKind.MATERIALIZED_VIEW, table))) {
            locks.add(new LockEffect(table, lock, work, statement));
        }
    }

    void lose(Loss.Kind kind, ObjectId subject, boolean cascades) {
        losses.add(new Loss(kind, subject, draft.origin(subject), statement, cascades));
    }

    /** Something that was there before the script goes; also when the script makes it anew. */
    void remove(ObjectId subject, boolean ifExists, boolean cascades) {
        if (!draft.made(subject) && !draft.madeTable(subject.owner())) {
            removals.add(new Removal(subject, draft.origin(subject), ifExists, cascades, statement));
        }
    }

    /** Takes back what was said about things that are, in the end, nothing or something else. */
    void retract(Predicate<Reason> about) {
        reasons.removeIf(about);
    }

    /** The same reason by another rule. */
    void change(Reason reason, Rule rule) {
        Reason changed = new Reason(rule, reason.statement(), reason.subject(), reason.arguments());
        reasons.replaceAll(said -> said.equals(reason) ? changed : said);
    }

    void retractLosses(ObjectId subject) {
        losses.removeIf(loss -> loss.subject().equals(subject));
    }

    List<Reason> reasons() {
        return reasons;
    }

    List<LockEffect> locks() {
        return locks;
    }

    List<Loss> losses() {
        return losses;
    }

    List<Removal> removals() {
        return removals;
    }
}
