package dev.backstep.rollback.preflight;

import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check.State;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Whether the role may do what the plan's texts show. What is not there, or has one name with several functions, is left out. */
final class Rights {

    /** A script that becomes another role may do what that role may. */
    private static final Pattern OTHER_ROLE = Pattern.compile(
            "\\bset\\s+(local\\s+|session\\s+)?(role|session\\s+authorization)\\b|'role'", Pattern.CASE_INSENSITIVE);

    private static final int SHOWN = 12;

    private static final String FOUND = """
            WITH need AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS n(kind, schema, name, asked, place)),
            found AS (
                SELECT DISTINCT ON (n.place) n.place, n.asked, c.oid, c.relowner AS owner, s.nspowner AS schema_owner,
                       s.nspname || '.' || c.relname AS identity, c.relkind
                FROM need n JOIN pg_catalog.pg_class c ON c.relname = n.name::name
                JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
                WHERE n.kind = 'RELATION' AND CASE WHEN n.schema = ''
                      THEN s.nspname = 'public' OR pg_catalog.pg_table_is_visible(c.oid) ELSE s.nspname = n.schema::name END
                ORDER BY n.place, pg_catalog.pg_table_is_visible(c.oid) DESC)
            SELECT place, identity, pg_catalog.pg_get_userbyid(owner),
                   CASE asked WHEN 'OWNER' THEN pg_catalog.pg_has_role(owner, 'USAGE')
                        WHEN 'OWNER_OR_SCHEMA' THEN
                            pg_catalog.pg_has_role(owner, 'USAGE') OR pg_catalog.pg_has_role(schema_owner, 'USAGE')
                        WHEN 'UPDATE' THEN pg_catalog.has_any_column_privilege(oid, 'UPDATE')
                        ELSE pg_catalog.has_table_privilege(oid, asked) END,
                   relkind::text
            FROM found
            UNION ALL
            SELECT * FROM (
                SELECT DISTINCT ON (n.place) n.place, s.nspname || '.' || t.typname, pg_catalog.pg_get_userbyid(t.typowner),
                       pg_catalog.pg_has_role(t.typowner, 'USAGE')
                       OR n.asked = 'OWNER_OR_SCHEMA' AND pg_catalog.pg_has_role(s.nspowner, 'USAGE'), ''
                FROM need n JOIN pg_catalog.pg_type t ON t.typname = n.name::name
                JOIN pg_catalog.pg_namespace s ON s.oid = t.typnamespace
                WHERE n.kind = 'TYPE' AND CASE WHEN n.schema = ''
                      THEN s.nspname = 'public' OR pg_catalog.pg_type_is_visible(t.oid) ELSE s.nspname = n.schema::name END
                ORDER BY n.place, pg_catalog.pg_type_is_visible(t.oid) DESC) types
            UNION ALL
            SELECT n.place, min(s.nspname || '.' || p.proname), min(pg_catalog.pg_get_userbyid(p.proowner)::text),
                   bool_or(pg_catalog.pg_has_role(p.proowner, 'USAGE')
                           OR n.asked = 'OWNER_OR_SCHEMA' AND pg_catalog.pg_has_role(s.nspowner, 'USAGE')), ''
            FROM need n JOIN pg_catalog.pg_proc p ON p.proname = n.name::name
            JOIN pg_catalog.pg_namespace s ON s.oid = p.pronamespace
            WHERE n.kind = 'FUNCTION' AND CASE WHEN n.schema = ''
                  THEN s.nspname = 'public' OR pg_catalog.pg_function_is_visible(p.oid) ELSE s.nspname = n.schema::name END
            GROUP BY n.place HAVING count(*) = 1
            UNION ALL
            SELECT n.place, s.nspname, pg_catalog.pg_get_userbyid(s.nspowner),
                   CASE n.asked WHEN 'CREATE' THEN pg_catalog.has_schema_privilege(s.oid, 'CREATE')
                        ELSE pg_catalog.pg_has_role(s.nspowner, 'USAGE') END, ''
            FROM need n JOIN pg_catalog.pg_namespace s
                 ON s.nspname = CASE WHEN n.name = '' THEN pg_catalog.current_schema() ELSE n.name::name END
            WHERE n.kind = 'SCHEMA'
            UNION ALL
            SELECT n.place, e.extname, pg_catalog.pg_get_userbyid(e.extowner), pg_catalog.pg_has_role(e.extowner, 'USAGE'),
                   ''
            FROM need n JOIN pg_catalog.pg_extension e ON e.extname = n.name::name
            WHERE n.kind = 'EXTENSION'
            ORDER BY 1
            """;

    private Rights() {}

    /** A right that the role does not have. */
    private record Missing(Need need, String identity, String owner, String relationKind) {

        String words() {
            String name = Visible.of(identity);
            String thing = switch (need.catalog()) {
                case RELATION ->
                    switch (relationKind) {
                        case "S" -> Text.of("preflight.rights.sequence", name);
                        case "v", "m" -> Text.of("preflight.rights.view", name);
                        case "i", "I" -> Text.of("preflight.rights.index", name);
                        default -> Text.of("preflight.rights.table", name);
                    };
                case TYPE -> Text.of("preflight.rights.type", name);
                case FUNCTION -> Text.of("preflight.rights.function", name);
                case SCHEMA -> Text.of("preflight.rights.schema", name);
                case EXTENSION -> Text.of("preflight.rights.extension", name);
            };
            return switch (need.right()) {
                case OWNER, OWNER_OR_SCHEMA -> Text.of("preflight.rights.owner", thing, Visible.of(owner));
                case DELETE, UPDATE, TRUNCATE, CREATE ->
                    Text.of("preflight.rights.privilege", need.right().name(), thing);
            };
        }
    }

    static Check check(Connection connection, Plan plan, String role) throws SQLException {
        List<Missing> missing = missing(connection, Need.of(plan));
        if (missing.isEmpty()) {
            return new Check("rights", State.OK, Text.of("preflight.rights.ok", role), "");
        }
        List<Missing> certain =
                missing.stream().filter(each -> each.need().certain()).toList();
        if (certain.isEmpty() || becomesAnotherRole(plan)) {
            return new Check("rights", State.ASKS, Text.of("preflight.rights.maybe", role, words(missing)), "");
        }
        return new Check("rights", State.STOPS, Text.of("preflight.rights.missing", role, words(certain)), "");
    }

    private static boolean becomesAnotherRole(Plan plan) {
        return plan.steps().stream().flatMap(step -> step.statements().stream()).anyMatch(OTHER_ROLE.asPredicate());
    }

    private static String words(List<Missing> missing) {
        List<String> words = missing.stream().map(Missing::words).distinct().toList();
        String first = String.join(", ", words.subList(0, Math.min(SHOWN, words.size())));
        return words.size() <= SHOWN ? first : Text.of("preflight.andMore", first, words.size() - SHOWN);
    }

    private static List<Missing> missing(Connection connection, List<Need> needs) throws SQLException {
        List<Missing> missing = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FOUND)) {
            statement.setArray(
                    1, array(connection, needs, need -> need.catalog().name()));
            statement.setArray(2, array(connection, needs, Need::schema));
            statement.setArray(3, array(connection, needs, Need::name));
            statement.setArray(4, array(connection, needs, need -> need.right().name()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getBoolean(4)) {
                        Need need = needs.get(rows.getInt(1) - 1);
                        missing.add(new Missing(need, rows.getString(2), rows.getString(3), rows.getString(5)));
                    }
                }
            }
        }
        return missing;
    }

    private static Array array(Connection connection, List<Need> needs, Function<Need, String> part)
            throws SQLException {
        return connection.createArrayOf("text", needs.stream().map(part).toArray());
    }
}
