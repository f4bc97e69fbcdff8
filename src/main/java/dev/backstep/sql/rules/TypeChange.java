package dev.backstep.sql.rules;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a change of a column's type means, by the types alone; from the notes on {@code ALTER TABLE}. */
enum TypeChange {
    SAME(Rule.NO_EFFECT, Work.NONE),
    WIDER(Rule.WIDEN_TYPE, Work.NONE),
    LARGER_INTEGER(Rule.WIDEN_INTEGER, Work.REWRITE),
    OTHER(Rule.CHANGE_TYPE, Work.REWRITE),
    UNSEEN(Rule.CHANGE_TYPE_UNSEEN, Work.REWRITE);

    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final Pattern MODIFIED = Pattern.compile("([a-z ]+?)(?:\\((\\d+)(?:,(-?\\d+))?\\))?( with.*)?");

    private final Rule rule;
    private final Work work;

    TypeChange(Rule rule, Work work) {
        this.rule = rule;
        this.work = work;
    }

    Rule rule() {
        return rule;
    }

    Work work() {
        return work;
    }

    static TypeChange between(@Nullable String from, String to, boolean using) {
        if (from == null) {
            return UNSEEN;
        }
        if (using) {
            return OTHER;
        }
        if (from.equals(to)) {
            return SAME;
        }
        if (INTEGERS.contains(from) && INTEGERS.indexOf(to) > INTEGERS.indexOf(from)) {
            return LARGER_INTEGER;
        }
        return wider(from, to) ? WIDER : OTHER;
    }

    private static boolean wider(String from, String to) {
        Matcher old = MODIFIED.matcher(from);
        Matcher wide = MODIFIED.matcher(to);
        if (!old.matches() || !wide.matches()) {
            return false;
        }
        String name = old.group(1);
        if (name.equals("character varying") && to.equals("text")) {
            return true;
        }
        boolean growing = List.of("character varying", "bit varying", "numeric").contains(name);
        if (!growing || !name.equals(wide.group(1))) {
            return false;
        }
        boolean unlimited = wide.group(2) == null;
        boolean sameScale = unlimited || String.valueOf(old.group(3)).equals(String.valueOf(wide.group(3)));
        return sameScale && (unlimited || (old.group(2) != null && number(old.group(2)) <= number(wide.group(2))));
    }

    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
