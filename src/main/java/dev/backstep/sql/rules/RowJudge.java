package dev.backstep.sql.rules;

import dev.backstep.sql.Statement;
import dev.backstep.sql.parse.Change;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Judges what happens to rows, sequences' positions, rights, and what is stored. */
final class RowJudge {

    private final Draft draft;
    private final Notes notes;
    private final List<Written> written = new ArrayList<>();

    /** Rows that a statement writes; the columns are those an update sets, empty where it may be any. */
    record Written(QName table, List<String> columns, Statement statement) {}

    RowJudge(Draft draft, Notes notes) {
        this.draft = draft;
        this.notes = notes;
    }

    List<Written> written() {
        return written;
    }

    void write(Change.Write write) {
        QName table = draft.resolve(write.table());
        ObjectId id = ObjectId.of(ObjectKind.TABLE, table);
        if (write.work() == Change.RowWork.UPDATE || write.work() == Change.RowWork.INSERT) {
            written.add(new Written(table, write.columns(), notes.statement()));
        }
        boolean temporary = draft.madeTable(new QName("pg_temp", table.name()));
        if (draft.madeTable(table) || temporary) {
            notes.say(Rule.NEW_TABLE_PART, id, table.toString());
            return;
        }
        boolean backfill = !write.columns().isEmpty()
                && write.columns().stream().allMatch(column -> draft.made(ObjectId.column(table, column)));
        Rule rule = switch (write.work()) {
            case INSERT -> Rule.INSERT;
            case UPDATE -> backfill ? Rule.BACKFILL : Rule.UPDATE;
            case DELETE -> Rule.DELETE;
            case TRUNCATE -> Rule.TRUNCATE;
        };
        notes.say(rule, table, id, table.toString());
        switch (rule) {
            case UPDATE -> notes.lose(Loss.Kind.ROWS_CHANGED, id, false);
            case DELETE -> notes.lose(Loss.Kind.ROWS_DELETED, id, false);
            case TRUNCATE -> notes.lose(Loss.Kind.ROWS_TRUNCATED, id, write.cascade());
            default -> {}
        }
    }

    void sequence(Change.ChangeSequence change) {
        ObjectId id = ObjectId.of(ObjectKind.SEQUENCE, draft.resolve(change.name()));
        if (!draft.made(id)) {
            notes.say(Rule.CHANGE_SEQUENCE, id, id.toString());
        }
    }

    void maintain(Change.Maintain maintain) {
        Rule rule = switch (maintain.work()) {
            case ANALYZE, VACUUM -> Rule.ANALYZE;
            case VACUUM_FULL, CLUSTER -> Rule.REWRITE_ROWS;
            case REINDEX_INDEX, REINDEX_TABLE, REINDEX_ALL ->
                maintain.concurrently() ? Rule.REINDEX_CONCURRENTLY : Rule.REINDEX;
            case REFRESH -> maintain.concurrently() ? Rule.REFRESH_VIEW_CONCURRENTLY : Rule.REFRESH_VIEW;
        };
        if (maintain.name() == null) {
            notes.say(rule, ObjectId.of(ObjectKind.OTHER, new QName(null, "")), "*");
            return;
        }
        QName name = draft.resolve(maintain.name());
        boolean index = maintain.work() == Change.Upkeep.REINDEX_INDEX;
        SchemaObject.Index known =
                index ? draft.get(ObjectId.of(ObjectKind.INDEX, name), SchemaObject.Index.class) : null;
        QName table = known == null ? name : known.table();
        notes.say(rule, table, ObjectId.of(ObjectKind.TABLE, table), table.toString());
    }

    void grant(Change.Grant grant) {
        Rule rule = grant.revoke() ? Rule.REVOKE : Rule.GRANT;
        if (grant.names().isEmpty()) {
            notes.say(rule, ObjectId.of(grant.kind(), new QName(null, "")), "");
        }
        for (QName name : grant.names()) {
            ObjectId id = ObjectId.of(grant.kind(), draft.resolve(name));
            if (draft.made(id)) {
                notes.say(Rule.NEW_TABLE_PART, id, id.toString());
            } else {
                notes.say(rule, id, id.toString());
                if (grant.revoke()) {
                    notes.lose(Loss.Kind.RIGHTS, id, false);
                }
            }
        }
    }

    void comment(Change.Comment comment) {
        ObjectId id = ObjectId.of(comment.kind(), draft.resolve(comment.name()));
        notes.say(Rule.COMMENT, id, id.toString());
        if (comment.kind() == ObjectKind.TABLE) {
            notes.lock(id.owner(), Rule.COMMENT.lock(), Work.NONE);
        }
    }

    void lock(Change.LockTable change) {
        QName table = draft.resolve(change.table());
        notes.say(Rule.LOCK_TABLE, ObjectId.of(ObjectKind.TABLE, table), table.toString(), change.mode());
        Arrays.stream(Lock.values())
                .filter(lock -> lock.words().equals(change.mode()))
                .forEach(lock -> notes.lock(table, lock, Work.NONE));
    }
}
