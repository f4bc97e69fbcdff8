package dev.backstep.rollback.repair;

import dev.backstep.model.HistoryTable;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool.AdvisoryLock;
import dev.backstep.tool.MigrationTool.Expectation;
import dev.backstep.tool.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements of a reset. What they drop they name; and they end themselves, so that nothing is committed, where something
 * outside of the schemas would go with it, or something inside is left.
 */
final class ResetScript {

    private static final String OUTSIDE = """
            SELECT pg_catalog.concat_ws(' ',
              (SELECT count(*) FROM pg_catalog.pg_class c WHERE c.relnamespace IN (TABLE elsewhere)),
              (SELECT count(*) FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
               WHERE NOT a.attisdropped AND c.relnamespace IN (TABLE elsewhere)),
              (SELECT count(*) FROM pg_catalog.pg_attrdef a JOIN pg_catalog.pg_class c ON c.oid = a.adrelid
               WHERE c.relnamespace IN (TABLE elsewhere)),
              (SELECT count(*) FROM pg_catalog.pg_constraint c WHERE c.connamespace IN (TABLE elsewhere)),
              (SELECT count(*) FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
               WHERE NOT t.tgisinternal AND c.relnamespace IN (TABLE elsewhere)),
              (SELECT count(*) FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
               WHERE c.relnamespace IN (TABLE elsewhere)),
              (SELECT count(*) FROM pg_catalog.pg_proc p WHERE p.pronamespace IN (TABLE elsewhere)),
              (SELECT count(*) FROM pg_catalog.pg_type t WHERE t.typnamespace IN (TABLE elsewhere)),
              (SELECT count(*) FROM pg_catalog.pg_extension),
              (SELECT count(*) FROM pg_catalog.pg_event_trigger),
              (SELECT count(*) FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'))""";

    private final List<String> statements = new ArrayList<>();
    private final String elsewhere;
    private final String inside;

    /** @param histories the tables that stay */
    ResetScript(Set<String> schemas, Collection<HistoryTable> histories) {
        String names = "ARRAY[" + schemas.stream().map(Quoted::literal).collect(Collectors.joining(", "))
                + "]::pg_catalog.text[]";
        String tables = "ARRAY["
                + histories.stream()
                        .map(table -> Quoted.literal(Quoted.table(table)) + "::pg_catalog.regclass::pg_catalog.oid")
                        .collect(Collectors.joining(", "))
                + "]::pg_catalog.oid[]";
        elsewhere = "WITH elsewhere AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname::pg_catalog.text <> ALL ("
                + names + ") AND nspname !~ '^pg_(toast|temp)')\n" + OUTSIDE;
        inside = Belongings.INSIDE.formatted(names, tables) + """

              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                              WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e')""";
        statements.add("-- How much there is outside of what is dropped; compared at the end.\n"
                + "SELECT pg_catalog.set_config('backstep.elsewhere', (\n" + elsewhere + "), true)");
    }

    /** Another track's history: nobody works on it, and it is as it was. */
    void other(HistoryTable table, List<AdvisoryLock> locks, Expectation expected, List<String> emptied) {
        for (AdvisoryLock lock : locks) {
            statements.add(stops(
                    "NOT pg_catalog.pg_try_advisory_xact_lock(" + lock.key() + ")",
                    Text.of("reset.otherAtWork", lock.holder(), table.toString())));
        }
        statements.add("LOCK TABLE " + Quoted.table(table) + " IN ACCESS EXCLUSIVE MODE");
        statements.add(stops(
                "(" + expected.query() + ") IS DISTINCT FROM " + Quoted.literal(expected.answer()),
                Text.of("reset.otherMoved", table.toString())));
        statements.addAll(emptied);
    }

    void drop(List<Belongings.Thing> things) {
        things.forEach(thing -> statements.add(thing.drop()));
    }

    void dropSchema(String name) {
        statements.add("DROP SCHEMA IF EXISTS " + Quoted.identifier(name));
    }

    /** The whole, with what it watches over itself. */
    List<String> statements() {
        List<String> all = new ArrayList<>(statements);
        all.add("""
                -- Commits nothing where something outside has gone, too, or something inside is left.
                DO $backstep$
                DECLARE left_over text;
                BEGIN
                  IF pg_catalog.current_setting('backstep.elsewhere') IS DISTINCT FROM (
                %s) THEN
                    RAISE EXCEPTION '%%', %s;
                  END IF;
                  SELECT pg_catalog.string_agg(pg_catalog.pg_describe_object(d.classid, d.objid, 0), ', ') INTO left_over
                %s;
                  IF left_over IS NOT NULL THEN
                    RAISE EXCEPTION '%%', pg_catalog.concat(%s, left_over);
                  END IF;
                END $backstep$""".formatted(
                        elsewhere,
                        Quoted.literal(Text.of("reset.reachesOut")),
                        inside,
                        Quoted.literal(Text.of("reset.leftOver"))));
        return all;
    }

    private static String stops(String condition, String sentence) {
        return "DO $backstep$ BEGIN IF " + condition + " THEN RAISE EXCEPTION '%', " + Quoted.literal(sentence)
                + "; END IF; END $backstep$";
    }
}
