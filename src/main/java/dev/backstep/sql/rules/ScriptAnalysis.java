package dev.backstep.sql.rules;

import dev.backstep.model.Marker;
import dev.backstep.model.Utf8;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.Statement;
import dev.backstep.sql.parse.Budget;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.parse.StatementParser;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script by the rule table: whether code of the previous release keeps working, what is locked, what is lost.
 *
 * <p>Takes any text and a bounded amount of work; what is not understood is unknown, never compatible.
 */
public final class ScriptAnalysis {

    private static final ObjectId SCRIPT = ObjectId.of(ObjectKind.OTHER, new QName(null, ""));

    /** More statements than a person wrote; a dump of rows is sent to the server, not read. */
    private static final int MOST_STATEMENTS = 5_000;

    /** Characters, or bytes; a longer text carries rows, and is not read. */
    private static final int LONGEST = 5_000_000;

    private final Draft draft;
    private final Notes notes;
    private final TableJudge tables;
    private final ConstraintJudge constraints;
    private final ObjectJudge objects;
    private final RowJudge rows;

    private ScriptAnalysis(KnownSchema before, Statement first) {
        draft = new Draft(before);
        notes = new Notes(draft, first);
        constraints = new ConstraintJudge(draft, notes);
        tables = new TableJudge(draft, notes, constraints);
        objects = new ObjectJudge(draft, notes, constraints);
        rows = new RowJudge(draft, notes);
    }

    /** Whether a script is too large to be written by a person, so that it is not read. */
    public static boolean tooLarge(byte[] script) {
        return script.length > LONGEST;
    }

    /**
     * Reads an up or a down script's bytes; what is no UTF-8 text, or too large to be written by a person, is unknown.
     *
     * @param before the schema it meets; {@link KnownSchema#unknown()} to read it on its own
     */
    public static ScriptReading read(byte[] script, KnownSchema before) {
        if (tooLarge(script)) {
            return unread(Change.Unread.Reason.TOO_LARGE, before);
        }
        try {
            String sql = Utf8.decode(script);
            return sql.indexOf('\0') < 0 ? read(sql, before) : unread(Change.Unread.Reason.NOT_TEXT, before);
        } catch (CharacterCodingException e) {
            return unread(Change.Unread.Reason.NOT_TEXT, before);
        }
    }

    private static ScriptReading unread(Change.Unread.Reason reason, KnownSchema before) {
        ScriptAnalysis analysis = new ScriptAnalysis(before, new Statement("", 0, 0));
        analysis.unread(reason, "");
        return analysis.result(null, List.of());
    }

    /**
     * Reads an up or a down script.
     *
     * @param sql its text
     * @param before the schema it meets; {@link KnownSchema#unknown()} to read it on its own
     */
    public static ScriptReading read(String sql, KnownSchema before) {
        if (sql.length() > LONGEST) {
            ScriptAnalysis analysis = new ScriptAnalysis(before, new Statement("", 0, 0));
            analysis.unread(Change.Unread.Reason.TOO_LARGE, "");
            return analysis.result(Declaration.in(sql), List.of());
        }
        ScriptFacts facts = ScriptFacts.of(sql);
        List<Statement> statements = facts.statements();
        Statement first = statements.isEmpty() ? new Statement("", 0, 0) : statements.getFirst();
        ScriptAnalysis analysis = new ScriptAnalysis(before, first);
        if (statements.isEmpty()) {
            analysis.notes.say(Rule.NOTHING, SCRIPT);
        } else if (!facts.metaCommands().isEmpty()) {
            analysis.unread(Change.Unread.Reason.PSQL, facts.metaCommands().getFirst());
        } else {
            analysis.read(statements);
        }
        return analysis.result(
                Declaration.in(sql),
                Stream.concat(facts.transactionControl().stream(), facts.outsideTransaction().stream())
                        .toList());
    }

    /**
     * Judges changes that were not read from a text; the reasons' statements are empty.
     *
     * @param before the schema they meet
     */
    public static ScriptReading judge(List<Change> changes, KnownSchema before) {
        ScriptAnalysis analysis = new ScriptAnalysis(before, new Statement("", 0, 0));
        changes.forEach(analysis::judge);
        analysis.judgeNet();
        return analysis.result(null, List.of());
    }

    private void read(List<Statement> statements) {
        StatementParser parser = StatementParser.standard();
        Budget budget = new Budget();
        for (Statement statement : statements.subList(0, Math.min(MOST_STATEMENTS, statements.size()))) {
            notes.at(statement);
            parser.parse(statement, budget).forEach(this::judge);
        }
        if (statements.size() > MOST_STATEMENTS) {
            unread(Change.Unread.Reason.TOO_LARGE, "");
        }
        judgeNet();
    }

    private void judgeNet() {
        new NetJudge(draft, notes, tables).judge();
        new ReferenceJudge(draft, notes).judge(rows.written());
    }

    private ScriptReading result(@Nullable Declaration declared, List<String> alone) {
        List<Reason> reasons = notes.reasons();
        if (reasons.isEmpty()) {
            notes.say(Rule.NOTHING_LEFT, SCRIPT);
        }
        Marker marker = ScriptReading.worst(reasons.stream().map(Reason::marker).toList());
        return new ScriptReading(
                marker,
                declared,
                reasons,
                notes.locks(),
                notes.losses(),
                alone,
                draft.touched(),
                new Names(draft.made(), draft.renamed(), notes.removals()),
                draft.after());
    }

    private void judge(Change change) {
        switch (change) {
            case Change.CreateTable create -> tables.create(create);
            case Change.AddColumn add -> tables.addColumn(add);
            case Change.DropColumn drop -> tables.dropColumn(drop);
            case Change.ChangeType type -> tables.changeType(type);
            case Change.ChangeDefault value -> tables.changeDefault(value);
            case Change.ChangeNotNull notNull -> tables.changeNotNull(notNull);
            case Change.TableSetting setting -> tables.setting(setting);
            case Change.AttachPartition attach -> tables.attach(attach);
            case Change.DetachPartition detach -> tables.detach(detach);
            case Change.AddConstraint add -> constraints.add(add);
            case Change.ValidateConstraint validate -> constraints.validate(validate);
            case Change.DropConstraint drop -> constraints.drop(drop);
            case Change.CreateIndex index -> constraints.createIndex(index);
            case Change.Rename rename -> objects.rename(rename);
            case Change.ChangeSchema move -> objects.changeSchema(move);
            case Change.ChangeOwner owner -> objects.changeOwner(owner);
            case Change.CreateType type -> objects.createType(type);
            case Change.AddLabel label -> objects.addLabel(label);
            case Change.RenameLabel label -> objects.renameLabel(label);
            case Change.CreateView view -> objects.createView(view);
            case Change.CreateFunction function -> objects.createFunction(function);
            case Change.Create create -> objects.create(create);
            case Change.Drop drop -> objects.drop(drop);
            case Change.Alter alter -> objects.alter(alter);
            case Change.ChangeSequence sequence -> rows.sequence(sequence);
            case Change.Write write -> rows.write(write);
            case Change.Maintain maintain -> rows.maintain(maintain);
            case Change.Grant grant -> rows.grant(grant);
            case Change.Comment comment -> rows.comment(comment);
            case Change.LockTable lock -> rows.lock(lock);
            case Change.SearchPath path -> draft.searchPath(path.schemas());
            case Change.NoEffect nothing -> notes.say(Rule.SESSION, SCRIPT);
            case Change.Unread unread -> unread(unread.reason(), unread.detail());
        }
    }

    private void unread(Change.Unread.Reason reason, String detail) {
        String key = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        notes.say(Rule.UNREAD, SCRIPT, key, detail);
        draft.blur();
    }
}
