package dev.backstep.sql.parse;

import dev.backstep.sql.Quotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLLexer;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.SconstContext;

/** Names, texts and parts of the library's parse trees. */
final class Trees {

    private Trees() {}

    /** A name or word: as it stands between quotes, else in lower case. */
    static String word(ParserRuleContext context) {
        String text = context.getText();
        boolean quoted = context.getStart().getType() == SQLLexer.QuotedIdentifier;
        return Identifiers.kept(quoted ? text : text.toLowerCase(Locale.ROOT));
    }

    /** A name of one to three parts; a database's name in front is left out. */
    static QName name(ParserRuleContext context) {
        List<String> parts = parts(context);
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : null;
        return new QName(schema, parts.getLast());
    }

    /** The parts of a dotted name. */
    static List<String> parts(ParserRuleContext context) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < context.getChildCount(); i++) {
            if (context.getChild(i) instanceof ParserRuleContext part) {
                parts.add(word(part));
            }
        }
        return parts.isEmpty() ? List.of(word(context)) : parts;
    }

    /** The words of a list of names, each without its schema. */
    static List<String> lastParts(@Nullable ParserRuleContext list) {
        List<String> names = new ArrayList<>();
        if (list != null) {
            for (int i = 0; i < list.getChildCount(); i++) {
                if (list.getChild(i) instanceof ParserRuleContext name) {
                    names.add(parts(name).getLast());
                }
            }
        }
        return names;
    }

    /** The tokens' texts with a space between. */
    static String text(ParseTree tree) {
        List<String> tokens = new ArrayList<>();
        collect(tree, tokens);
        return String.join(" ", tokens);
    }

    private static void collect(ParseTree tree, List<String> tokens) {
        if (tree instanceof TerminalNode node) {
            tokens.add(node.getText());
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            collect(tree.getChild(i), tokens);
        }
    }

    /** The string constant's content; {@link PlainText} has put it in single quotes. */
    static String string(SconstContext constant) {
        return Quotes.content(constant.getText());
    }

    /** Calls {@code visitor} for every node of this type, outer ones first. */
    static <T> void each(ParseTree tree, Class<T> type, Consumer<T> visitor) {
        if (type.isInstance(tree)) {
            visitor.accept(type.cast(tree));
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            each(tree.getChild(i), type, visitor);
        }
    }
}
