package dev.backstep.rollback.plan;

import dev.backstep.sql.RowCount;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.LockEffect;
import dev.backstep.sql.rules.Loss;
import dev.backstep.sql.rules.Names;
import dev.backstep.sql.rules.ObjectId;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.Rule;
import dev.backstep.sql.rules.SchemaObject;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a down script does to a database, as far as its text shows.
 *
 * @param findings what a person should know
 * @param drops what it drops, in order
 */
public record Effects(List<Finding> findings, List<Dropped> drops) {

    /** Nothing, or nothing that was read. */
    public static final Effects NONE = new Effects(List.of(), List.of());

    public Effects {
        findings = List.copyOf(findings);
        drops = List.copyOf(drops);
    }

    /**
     * The effects of one migration's down script on the schema that its up script left.
     *
     * @param met the schema that the down script meets
     * @param down what was read in it
     * @param reversal whether it takes back the up script; null where there is none to compare with
     * @param before the names that the down scripts make, change and take away that run before it, in their order
     */
    public static Effects of(KnownSchema met, ScriptReading down, @Nullable Reversal reversal, List<Names> before) {
        LiveNames names = new LiveNames();
        before.forEach(names::after);
        return of(met, down, reversal, names);
    }

    /** The effects of a text that nothing else is known of: not the schema it meets, nor what it takes back. */
    public static Effects ofText(String text) {
        KnownSchema unknown = KnownSchema.unknown();
        return of(unknown, ScriptAnalysis.read(text, unknown), new Reversal(List.of(), true), List.of());
    }

    static Effects of(KnownSchema met, ScriptReading down, @Nullable Reversal reversal, LiveNames names) {
        List<Finding> findings = new ArrayList<>();
        down.losses().stream()
                .map(loss -> loss(loss, met, down.after(), names))
                .distinct()
                .forEach(findings::add);
        findings.addAll(reversal(reversal));
        down.reasons().stream()
                .filter(reason ->
                        reason.rule() == Rule.UNREAD && !reason.sentenceKey().equals("sql.unread.psql"))
                .map(reason -> new Finding.Unread(
                        reason.sentenceKey(),
                        reason.arguments(),
                        reason.statement().headline()))
                .distinct()
                .forEach(findings::add);
        findings.addAll(locks(down, names));
        List<Dropped> drops = down.names().removals().stream()
                .map(removal -> new Dropped(
                        removal.subject(),
                        names.live(removal.origin()),
                        names.fresh(removal.origin()),
                        removal.ifExists(),
                        removal.cascades()))
                .toList();
        return new Effects(findings, drops);
    }

    private static Finding loss(Loss loss, KnownSchema met, KnownSchema after, LiveNames names) {
        return new Finding.LosesData(
                loss.kind(),
                loss.subject(),
                names.live(loss.origin()),
                names.fresh(loss.origin()),
                loss.cascades(),
                lostLabels(loss, met, after),
                counting(loss));
    }

    private static List<String> lostLabels(Loss loss, KnownSchema met, KnownSchema after) {
        return loss.kind() == Loss.Kind.LABELS
                        && met.objects().get(loss.origin()) instanceof SchemaObject.EnumType(List<String> had)
                        && after.objects().get(loss.subject()) instanceof SchemaObject.EnumType(List<String> left)
                ? had.stream().filter(label -> !left.contains(label)).toList()
                : List.of();
    }

    private static Optional<String> counting(Loss loss) {
        return loss.kind() == Loss.Kind.ROWS_DELETED || loss.kind() == Loss.Kind.ROWS_CHANGED
                ? RowCount.of(loss.statement())
                : Optional.empty();
    }

    private static List<Finding> reversal(@Nullable Reversal reversal) {
        if (reversal == null) {
            return List.of(new Finding.ReversalUnknown());
        }
        List<Finding> findings = new ArrayList<>();
        reversal.findings().stream()
                // Findings of their own, since they matter whatever the up script did.
                .filter(finding ->
                        !Set.of(Reversal.Kind.BLANK, Reversal.Kind.COMMENTS).contains(finding.kind()))
                .map(finding -> new Finding.NotReversed(finding.kind(), finding.subject()))
                .forEach(findings::add);
        if (!reversal.certain()) {
            findings.add(new Finding.ReversalUnknown());
        }
        return findings;
    }

    /** The strongest lock on each table, and the hardest work under it. */
    private static List<Finding> locks(ScriptReading down, LiveNames names) {
        Map<QName, Finding.TakesLock> strongest = new LinkedHashMap<>();
        for (LockEffect effect : down.locks()) {
            QName before = origin(down, effect.table());
            if (!names.freshTable(before)) {
                Finding.TakesLock lock =
                        new Finding.TakesLock(effect.table(), names.liveTable(before), effect.lock(), effect.work());
                strongest.merge(lock.live(), lock, Finding.TakesLock::and);
            }
        }
        return List.copyOf(strongest.values());
    }

    /** The name that a table had before the script renamed it. */
    static QName origin(ScriptReading down, QName table) {
        ObjectId id = LiveNames.table(table);
        return down.names().renamed().getOrDefault(id, id).owner();
    }
}
