package dev.backstep.sql.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code docs/markers.md} is the rule table, written out; run as a program, this writes it. */
class MarkersDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/markers.md");

    public static void main(String[] arguments) throws IOException {
        Files.writeString(DOCUMENT, document());
    }

    @Test
    void theDocumentIsTheRuleTable() throws IOException {
        assertEquals(document(), Files.readString(DOCUMENT), "write it anew: " + MarkersDocumentTest.class.getName());
    }

    private static String document() {
        StringBuilder text = new StringBuilder("""
                # Markers

                These rules mark a migration: does code of the previous release keep working on the schema that the
                migration makes? The window shows a marker beside every migration, and `backstep inspect` prints them. This
                page is written from the rules in the code; do not edit it.

                | marker | means |
                |---|---|
                | compatible | older builds keep working |
                | conditional | compatible if …; the sentence says under which assumption |
                | unknown | not understood; never taken for compatible |
                | breaking | some older build fails, or loses what it relies on |

                A script's marker is the worst of its reasons. Statements are read in order, with the effect of earlier ones
                known: what a script makes and drops again is nothing, what it drops and makes again is compared with what was
                there, and columns are judged by the state they are left in. Scripts are read from the oldest on, each on the
                schema that those before it leave; where several tracks share a database, nothing is assumed about tables that a
                track did not make itself.

                A marker is never *compatible* by default. *Unknown*, with its reason: a migration without an up script, a file
                that is not UTF-8, one over 5 MB, and whatever is not understood. A migration whose SQL was not read yet has no
                marker at all. Where a number was found with several contents, the marker is the likeliest one's, unless
                another's is worse: then it is *unknown*, and the reason names them all.

                ## Declaring it yourself

                A comment before the first statement of the up script says what its author knows better. What is declared is
                shown as the marker, and what was read beside it. Where it says compatible and the SQL or a replay says breaking, both are
                shown: the marker has an exclamation mark, the detail pane says *contradicted*, and the filter for breaking
                migrations finds it. Where it says breaking and neither the SQL nor a replay shows anything that breaks, the detail pane notes that.

                ```sql
                -- backstep: compatible — the column was never read before 2.4
                -- backstep: breaking — 2.3 caches the old label
                ```

                A tool may have marks of its own for older builds: AIOStreams' proposed `backwardCompatible`, in the file and in the migration's row. They
                are declared, too; the row, by which older builds go, comes before the file, and the file before the comment. Declarations that do not
                agree are marked like other contradictions; a row without the mark contradicts a file that has it.

                ## Observed by replaying

                What a script's text leaves open, a database shows. *Replay on a throwaway server* (`inspect --observe`) runs the track's
                migrations on an empty PostgreSQL of Backstep's own, compares the catalogs before and after each, and judges what
                changed by the same rules. Of the three sources the first that speaks is the marker: declared, observed, read; where they
                differ, all are shown. A replay has no rows, so what a script does to rows stays with what was read. Where several
                tracks share a database, or above a migration of which it is not clear what was applied, a replay may not have met all
                that is there: what it shows then counts only where it is no better than what was read.

                The scripts run without the rights of a superuser, and reach neither files nor programs nor a network: what a
                script may not do ends the replay, which says so. Roles that a script names and nobody made are made for it.

                ## Rules

                *Lock* is the one on the table that the statement names, then the one on the other table it is about (a foreign
                key's target, a partition, what goes along), where those were there before. A lock stays until the transaction
                ends. *Rows*: whether the table is read whole or written anew meanwhile. Locks and rewrites are compared with
                what PostgreSQL 18 does by a test of each rule; the last column names the pages of PostgreSQL's documentation.

                | rule | matches | marker | lock | other lock | rows | why | documentation |
                |---|---|---|---|---|---|---|---|
                """);
        for (Rule rule : Rule.values()) {
            text.append("| %s | %s | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            rule.id(),
                            rule.matches(),
                            words(rule.marker()),
                            words(rule.lock()),
                            words(rule.otherLock()),
                            rule.work() == Work.NONE ? "" : words(rule.work()),
                            why(rule),
                            rule.documentation()));
        }
        return text.toString();
    }

    private static String why(Rule rule) {
        return rule == Rule.UNREAD
                ? "Says what could not be read."
                : Text.of(rule.sentenceKey(), "*table*", "*part*", "*old*", "*new*");
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String words(Lock lock) {
        return lock == Lock.NONE ? "" : lock.words();
    }
}
