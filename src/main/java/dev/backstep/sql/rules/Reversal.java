package dev.backstep.sql.rules;

import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.parse.ColumnSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a down script takes back what its up script did, as far as their texts show.
 *
 * @param findings what it leaves, misses or does otherwise; empty where nothing was found
 * @param certain whether both scripts were understood whole; if not, there may be more
 */
public record Reversal(List<Finding> findings, boolean certain) {

    /** Statements of a down script that fail when rows came in since that the old schema does not allow. */
    private static final Set<Rule> MAY_FAIL = Set.of(
            Rule.SET_NOT_NULL,
            Rule.SET_NOT_NULL_WITH_DEFAULT,
            Rule.ADD_CHECK,
            Rule.ADD_UNIQUE,
            Rule.ADD_PRIMARY_KEY,
            Rule.ADD_EXCLUDE,
            Rule.ADD_FOREIGN_KEY,
            Rule.CREATE_UNIQUE_INDEX,
            Rule.CHANGE_TYPE,
            Rule.REBUILD_ENUM_NARROWER,
            Rule.ADD_REQUIRED_COLUMN);

    /** Rules for changes in place, such as {@code ALTER FUNCTION … IMMUTABLE} or {@code ALTER POLICY}. */
    private static final Set<Rule> ALTERED = Set.of(Rule.ALTER_OTHER, Rule.CREATE_POLICY);

    public Reversal {
        findings = List.copyOf(findings);
    }

    /**
     * One way in which the down script is not the up script backwards.
     *
     * @param kind how
     * @param subject what it is about, as shown; empty for the script as a whole
     */
    public record Finding(Kind kind, String subject) {

        /** The key of the sentence; its argument is the subject. */
        public String sentenceKey() {
            return "sql.reversal." + kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a down script may fall short. */
    public enum Kind {
        /** It is empty, though the up script did something. */
        BLANK,
        /** It has comments only, though the up script did something. */
        COMMENTS,
        /** It has statements, and none of them changes anything. */
        IDLE,
        /** It does not take away what the up script made. */
        LEAVES,
        /** It does not bring back what the up script took away. */
        MISSES,
        /** It brings it back otherwise than it was. */
        DIFFERS,
        /** It brings back the thing; the data that the up script took away stays lost. */
        DATA_LOST,
        /** It fails if rows came in meanwhile that the old schema does not allow. */
        MAY_FAIL
    }

    /**
     * Compares the schema before the up script with the schema after both.
     *
     * @param before the schema that the up script met
     */
    public static Reversal of(String up, String down, KnownSchema before) {
        ScriptReading forth = ScriptAnalysis.read(up, before);
        return of(before, forth, ScriptAnalysis.read(down, forth.after()), ScriptFacts.of(down));
    }

    /**
     * Compares the schema before the up script with the schema after both.
     *
     * @param before the schema that the up script met
     * @param forth the up script, read on {@code before}
     * @param back the down script, read on what the up script left
     * @param facts of the down script
     */
    public static Reversal of(KnownSchema before, ScriptReading forth, ScriptReading back, ScriptFacts facts) {
        boolean certain = understood(forth) && understood(back) && known(forth, before) && known(back, before);
        boolean changes = !forth.losses().isEmpty()
                || forth.touched().stream()
                        .anyMatch(id -> !Objects.equals(
                                before.objects().get(id),
                                forth.after().objects().get(id)));
        List<Finding> findings = new ArrayList<>();
        if (changes && facts.blank()) {
            findings.add(new Finding(Kind.BLANK, ""));
        } else if (changes && facts.commentsOnly()) {
            findings.add(new Finding(Kind.COMMENTS, ""));
        } else if (changes && back.reasons().stream().allMatch(reason -> reason.rule() == Rule.SESSION)) {
            findings.add(new Finding(Kind.IDLE, ""));
        }
        findings.addAll(differences(before, forth, back));
        forth.losses().stream()
                .map(loss -> new Finding(Kind.DATA_LOST, loss.subject().toString()))
                .distinct()
                .forEach(findings::add);
        back.reasons().stream()
                .filter(reason -> MAY_FAIL.contains(reason.rule()))
                .map(reason -> new Finding(Kind.MAY_FAIL, reason.subject().toString()))
                .distinct()
                .forEach(findings::add);
        return new Reversal(findings, certain);
    }

    private static boolean understood(ScriptReading reading) {
        return reading.reasons().stream().noneMatch(reason -> reason.rule() == Rule.UNREAD);
    }

    /** Whether nothing that was there before is altered in a way that a schema read from texts does not have. */
    private static boolean known(ScriptReading reading, KnownSchema before) {
        return reading.reasons().stream()
                .filter(reason ->
                        ALTERED.contains(reason.rule()) && !reading.touched().contains(reason.subject()))
                .noneMatch(reason -> there(reason.subject(), before));
    }

    private static boolean there(ObjectId id, KnownSchema before) {
        return before.objects().keySet().stream()
                .anyMatch(other -> other.kind() == id.kind()
                        && other.owner().equals(id.owner())
                        && (id.part().isEmpty() || other.part().equals(id.part())));
    }

    private static List<Finding> differences(KnownSchema before, ScriptReading forth, ScriptReading back) {
        Set<ObjectId> ids =
                new TreeSet<>(Comparator.comparing(ObjectId::toString).thenComparing(ObjectId::kind));
        ids.addAll(forth.touched());
        ids.addAll(back.touched());
        List<Finding> findings = new ArrayList<>();
        for (ObjectId id : ids) {
            SchemaObject was = before.objects().get(id);
            SchemaObject is = back.after().objects().get(id);
            // Where not everything is known, a thing nobody saw made may have been there all the time.
            boolean newcomer = before.complete() || forth.names().made().contains(id);
            if (was == null && (is == null || !newcomer)) {
                continue;
            }
            if (was == null) {
                findings.add(new Finding(Kind.LEAVES, id.toString()));
            } else if (is == null) {
                findings.add(new Finding(Kind.MISSES, id.toString()));
            } else if (!same(was, is)) {
                findings.add(new Finding(Kind.DIFFERS, id.toString()));
            }
        }
        return findings;
    }

    /** The order of an enum's labels and the spelling of a default are no difference that a text can prove. */
    private static boolean same(SchemaObject was, SchemaObject is) {
        if (was instanceof SchemaObject.EnumType old && is instanceof SchemaObject.EnumType now) {
            return Set.copyOf(old.labels()).equals(Set.copyOf(now.labels()));
        }
        if (was instanceof SchemaObject.Column old && is instanceof SchemaObject.Column now) {
            return old.type().equals(now.type())
                    && old.notNull() == now.notNull()
                    && (old.fill() == ColumnSpec.Fill.NOTHING) == (now.fill() == ColumnSpec.Fill.NOTHING);
        }
        return Objects.equals(was, is);
    }
}
