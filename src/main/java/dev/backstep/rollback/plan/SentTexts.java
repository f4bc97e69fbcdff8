package dev.backstep.rollback.plan;

import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.Statement;
import java.util.List;

/** In which texts a script goes to the server. */
public final class SentTexts {

    private SentTexts() {}

    /**
     * What is sent: nothing for a blank script, else the whole text at once unless PostgreSQL would refuse it so.
     *
     * @param findings takes what a person should know about it
     */
    public static List<String> of(String text, List<Finding> findings) {
        ScriptFacts facts = ScriptFacts.of(text);
        if (facts.blank()) {
            findings.add(new Finding.Blank());
            return List.of();
        }
        if (facts.commentsOnly()) {
            findings.add(new Finding.CommentsOnly());
        }
        if (!facts.metaCommands().isEmpty()) {
            findings.add(new Finding.MetaCommands(facts.metaCommands()));
        }
        if (!facts.transactionControl().isEmpty()) {
            findings.add(new Finding.TransactionControl(facts.transactionControl()));
        }
        if (!facts.outsideTransaction().isEmpty()) {
            findings.add(new Finding.OutsideTransaction(facts.outsideTransaction()));
            if (facts.statements().size() > 1) {
                return facts.statements().stream().map(Statement::text).toList();
            }
        }
        return List.of(text);
    }
}
