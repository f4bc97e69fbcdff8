package dev.backstep.database.live;

import dev.backstep.sql.parse.ObjectKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds things by the names that scripts give them. A name without a schema is looked for on the search path. */
public final class Lookup {

    private static final Map<ObjectKind, String> RELATIONS = Map.of(
            ObjectKind.TABLE, "rpf",
            ObjectKind.INDEX, "iI",
            ObjectKind.VIEW, "v",
            ObjectKind.MATERIALIZED_VIEW, "m",
            ObjectKind.SEQUENCE, "S");

    /**
     * A schema {@code public} may have been meant or only supposed: what the search path finds under the name is what the
     * server would take. Names are cut to 63 bytes as the server does.
     */
    private static final String RELATION = """
            SELECT c.oid::bigint AS oid FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = ?::text::name AND position(c.relkind::text IN ?) > 0
              AND CASE WHEN ? = 'public' THEN n.nspname = 'public' OR pg_catalog.pg_table_is_visible(c.oid)
                       ELSE n.nspname = ?::text::name END
            ORDER BY pg_catalog.pg_table_is_visible(c.oid) DESC LIMIT 1
            """;

    private static final String TYPE = """
            SELECT t.oid::bigint FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typname = ?::text::name
              AND CASE WHEN ? = 'public' THEN n.nspname = 'public' OR pg_catalog.pg_type_is_visible(t.oid)
                       ELSE n.nspname = ?::text::name END
            ORDER BY pg_catalog.pg_type_is_visible(t.oid) DESC LIMIT 1
            """;

    private static final String FUNCTIONS = """
            SELECT p.oid::bigint,
                   (SELECT string_agg(pg_catalog.format_type(a.type, NULL), ',' ORDER BY a.place)
                    FROM unnest(p.proargtypes) WITH ORDINALITY AS a(type, place))
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE p.proname = ?::text::name
              AND CASE WHEN ? = 'public' THEN n.nspname = 'public' OR pg_catalog.pg_function_is_visible(p.oid)
                       ELSE n.nspname = ?::text::name END
            """;

    private final Questions questions;

    public Lookup(Questions questions) {
        this.questions = questions;
    }

    /**
     * What was found.
     *
     * @param addresses the thing; a column before those that inherit it and go with it; empty when there is none
     * @param certain whether it can be told at all
     */
    public record Found(List<Address> addresses, boolean certain) {

        static final Found NOT_TOLD = new Found(List.of(), false);

        public Found {
            addresses = List.copyOf(addresses);
        }

        static Found only(List<Address> addresses) {
            return new Found(addresses, true);
        }
    }

    /**
     * Finds a thing.
     *
     * @param schema its own schema; for a part, its table's
     * @param name its own name; for a part, its table's
     * @param part the name of a column, constraint, trigger, policy or rule; a function's input types; else empty
     */
    public Found find(ObjectKind kind, String schema, String name, String part) throws SQLException {
        return switch (kind) {
            case TABLE, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE ->
                one("pg_class", RELATION, name, RELATIONS.getOrDefault(kind, ""), schema, schema);
            case TYPE, DOMAIN -> one("pg_type", TYPE, name, schema, schema);
            case SCHEMA -> one("pg_namespace", named("pg_namespace", "nspname"), name);
            case EXTENSION -> one("pg_extension", named("pg_extension", "extname"), name);
            case COLUMN -> column(schema, name, part);
            case CONSTRAINT -> part("pg_constraint", "conrelid", "conname", schema, name, part);
            case TRIGGER -> part("pg_trigger", "tgrelid", "tgname", schema, name, part);
            case POLICY -> part("pg_policy", "polrelid", "polname", schema, name, part);
            case RULE -> part("pg_rewrite", "ev_class", "rulename", schema, name, part);
            case FUNCTION -> function(schema, name, part);
            case ROLE, STATISTICS, OTHER -> Found.NOT_TOLD;
        };
    }

    private static String named(String catalog, String name) {
        return "SELECT oid::bigint FROM pg_catalog." + catalog + " WHERE " + name + " = ?::text::name";
    }

    private Found column(String schema, String table, String column) throws SQLException {
        String query = "WITH RECURSIVE named AS (" + RELATION + """
                ), tree(oid) AS (
                    SELECT n.oid::oid FROM named n
                    UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid)
                SELECT a.attrelid::bigint, a.attnum
                FROM pg_catalog.pg_attribute a JOIN tree ON tree.oid = a.attrelid CROSS JOIN named n
                WHERE a.attname = ?::text::name AND NOT a.attisdropped AND a.attnum > 0
                  AND (a.attrelid = n.oid::oid OR NOT a.attislocal AND a.attinhcount = 1)
                ORDER BY a.attrelid = n.oid::oid DESC, a.attrelid
                """;
        long catalog = catalog("pg_class");
        return found(questions.ask(
                query,
                rows -> addresses(rows, row -> new Address(catalog, row.getLong(1), row.getInt(2))),
                table,
                "rpfvm",
                schema,
                schema,
                column));
    }

    private Found part(String catalog, String owner, String partName, String schema, String table, String part)
            throws SQLException {
        String query = "SELECT p.oid::bigint FROM pg_catalog." + catalog + " p JOIN (" + RELATION + ") t ON t.oid = p."
                + owner + " WHERE p." + partName + " = ?::text::name";
        return one(catalog, query, table, "rpfvm", schema, schema, part);
    }

    /** By its input types; where they are spelled otherwise, by its name alone if that is the only one. */
    private Found function(String schema, String name, String types) throws SQLException {
        long catalog = catalog("pg_proc");
        List<Map.Entry<Address, String>> all = new ArrayList<>();
        questions.ask(
                FUNCTIONS,
                rows -> {
                    while (rows.next()) {
                        String given = rows.getString(2);
                        all.add(Map.entry(new Address(catalog, rows.getLong(1), 0), given == null ? "" : given));
                    }
                    return all;
                },
                name,
                schema,
                schema);
        List<Address> exact = all.stream()
                .filter(function -> function.getValue().equals(types.replace(", ", ",")))
                .map(Map.Entry::getKey)
                .toList();
        if (exact.size() == 1) {
            return Found.only(exact);
        }
        return all.size() > 1
                ? Found.NOT_TOLD
                : Found.only(all.stream().map(Map.Entry::getKey).toList());
    }

    private Found one(String catalog, String query, Object... parameters) throws SQLException {
        long oid = catalog(catalog);
        return found(questions.ask(
                query, rows -> addresses(rows, row -> new Address(oid, row.getLong(1), 0)), parameters));
    }

    private static Found found(Answer<List<Address>> answer) {
        return answer.map(Found::only, () -> Found.NOT_TOLD, _ -> Found.NOT_TOLD);
    }

    private static List<Address> addresses(ResultSet rows, Questions.Reading<Address> reading) throws SQLException {
        List<Address> addresses = new ArrayList<>();
        while (rows.next()) {
            addresses.add(reading.read(rows));
        }
        return addresses;
    }

    /** The catalogs' own oids are the same in every PostgreSQL. */
    private static long catalog(String name) {
        return switch (name) {
            case "pg_class" -> 1259;
            case "pg_type" -> 1247;
            case "pg_proc" -> 1255;
            case "pg_namespace" -> 2615;
            case "pg_extension" -> 3079;
            case "pg_constraint" -> 2606;
            case "pg_trigger" -> 2620;
            case "pg_policy" -> 3256;
            case "pg_rewrite" -> 2618;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
