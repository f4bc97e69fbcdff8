package dev.backstep.demo;

import java.util.List;
import java.util.Locale;

/**
 * A line of {@code orchard.recipes}: a verb, a table and the rest, and the SQL it stands for. Small migrations as
 * developers write them by the hundred; each down script undoes its up script exactly.
 *
 * @param verb what is done
 * @param table the table it is done to
 * @param rest the verb's own arguments; may be empty
 */
record Recipe(String verb, String table, String rest) {

    static Recipe parse(String line) {
        String[] parts = line.split(" ", 3);
        return new Recipe(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
    }

    SampleMigration migration(int version) {
        Script script = script();
        return new SampleMigration("core", version, script.name(), script.up(), script.down());
    }

    private record Script(String name, String up, String down) {}

    private Script script() {
        return switch (verb) {
            case "table" -> table(columns(rest.substring(2)));
            case "discard" -> discarded(columns(rest));
            case "column", "drop", "rename", "widen", "require", "default", "reference" -> ofColumn();
            case "index", "unique", "gin", "check" -> ofTable();
            case "enum", "value" -> ofEnum();
            default -> ofObject();
        };
    }

    private Script table(String columns) {
        return new Script(table, "CREATE TABLE %s (\n%s\n);\n".formatted(table, columns), dropTable());
    }

    private Script discarded(String columns) {
        return new Script("drop_" + table, dropTable(), "CREATE TABLE %s (\n%s\n);\n".formatted(table, columns));
    }

    private String dropTable() {
        return "DROP TABLE %s;\n".formatted(table);
    }

    private static String columns(String definitions) {
        return "    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n    "
                + String.join(",\n    ", List.of(definitions.split(" \\| ")))
                + ",\n    created_at timestamptz NOT NULL DEFAULT now()";
    }

    private Script ofColumn() {
        String[] words = rest.split(" ", 2);
        String column = words[0];
        String argument = words[1];
        String alter = "ALTER TABLE " + table + "\n    ";
        String add = alter + "ADD COLUMN " + rest + ";\n";
        String remove = alter + "DROP COLUMN " + column + ";\n";
        String set = alter + "ALTER COLUMN " + column + " ";
        String name = table + "_" + column;
        return switch (verb) {
            case "column" -> new Script(name, add, remove);
            case "drop" -> new Script("drop_" + name, remove, add);
            case "rename" ->
                new Script(
                        "rename_" + name,
                        alter + "RENAME COLUMN %s TO %s;\n".formatted(column, argument),
                        alter + "RENAME COLUMN %s TO %s;\n".formatted(argument, column));
            case "widen" -> {
                String[] types = argument.split(" ", 2);
                yield new Script("widen_" + name, set + "TYPE " + types[1] + ";\n", set + "TYPE " + types[0] + ";\n");
            }
            case "require" ->
                new Script(
                        "require_" + name,
                        "UPDATE %s SET %s = %s WHERE %s IS NULL;\n\n".formatted(table, column, argument, column)
                                + set
                                + "SET NOT NULL;\n",
                        set + "DROP NOT NULL;\n");
            case "default" ->
                new Script(name + "_default", set + "SET DEFAULT " + argument + ";\n", set + "DROP DEFAULT;\n");
            default ->
                new Script(
                        name,
                        alter + "ADD COLUMN %s uuid REFERENCES %s ON DELETE SET NULL;\n".formatted(column, argument),
                        remove);
        };
    }

    private Script ofTable() {
        String[] words = rest.split(" ", 2);
        String plain = words[0].replaceAll("\\W+", "_").replaceAll("_$", "");
        String condition = words.length > 1 ? " " + words[1] : "";
        String index = "idx_" + table + "_" + plain;
        String dropIndex = "DROP INDEX " + index + ";\n";
        String list = words[0].replace(",", ", ");
        String alter = "ALTER TABLE " + table + "\n    ";
        String constraint = table + "_" + plain + ("check".equals(verb) ? "_check" : "_key");
        String dropConstraint = alter + "DROP CONSTRAINT " + constraint + ";\n";
        return switch (verb) {
            case "index" ->
                new Script(
                        table + "_" + plain + "_index",
                        "CREATE INDEX %s ON %s (%s)%s;\n".formatted(index, table, list, condition),
                        dropIndex);
            case "gin" ->
                new Script(
                        table + "_" + plain + "_search",
                        "CREATE INDEX %s ON %s USING gin (%s);\n".formatted(index, table, list),
                        dropIndex);
            case "unique" ->
                new Script(
                        "unique_" + table + "_" + plain,
                        alter + "ADD CONSTRAINT %s UNIQUE (%s);\n".formatted(constraint, list),
                        dropConstraint);
            default ->
                new Script(
                        "check_" + table + "_" + plain,
                        alter + "ADD CONSTRAINT %s CHECK (%s);\n".formatted(constraint, words[1]),
                        dropConstraint);
        };
    }

    /** PostgreSQL cannot take a value out of an enum, so the way back makes the type anew. */
    private Script ofEnum() {
        String[] words = rest.split(" ", 3);
        String column = words[0];
        String type = table + "_" + column;
        if ("enum".equals(verb)) {
            return new Script(
                    type,
                    "%s\nALTER TABLE %s\n    ADD COLUMN %s %s;\n"
                            .formatted(createType(type, words[1]), table, column, type),
                    "ALTER TABLE %s\n    DROP COLUMN %s;\n\nDROP TYPE %s;\n".formatted(table, column, type));
        }
        String added = words[1];
        String down = """
                UPDATE %1$s SET %2$s = NULL WHERE %2$s = '%3$s';

                ALTER TYPE %4$s RENAME TO %4$s_old;

                %5$s
                ALTER TABLE %1$s
                    ALTER COLUMN %2$s TYPE %4$s USING %2$s::text::%4$s;

                DROP TYPE %4$s_old;
                """.formatted(table, column, added, type, createType(type, words[2]));
        return new Script(type + "_" + added, "ALTER TYPE %s ADD VALUE '%s';\n".formatted(type, added), down);
    }

    private static String createType(String type, String values) {
        return "CREATE TYPE %s AS ENUM ('%s');\n".formatted(type, values.replace(",", "', '"));
    }

    private Script ofObject() {
        return switch (verb) {
            case "touch" -> touch();
            case "view" -> view(rest.split(" ", 2));
            case "seed" -> seed(rest.split(" ", 2));
            case "comment" ->
                new Script(
                        "comment_" + table,
                        "COMMENT ON TABLE %s IS '%s';\n".formatted(table, rest.replace("'", "''")),
                        "COMMENT ON TABLE %s IS NULL;\n".formatted(table));
            case "count" ->
                new Script(
                        "count_" + table,
                        """
                        CREATE FUNCTION count_%1$s(since timestamptz) RETURNS bigint
                        LANGUAGE sql STABLE AS $$
                            SELECT count(*) FROM %1$s WHERE created_at >= since;
                        $$;
                        """.formatted(table),
                        "DROP FUNCTION count_%s(timestamptz);\n".formatted(table));
            default -> throw new IllegalArgumentException("no such verb: " + verb);
        };
    }

    private Script touch() {
        return new Script(table + "_updated_at", """
                ALTER TABLE %1$s
                    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();

                CREATE FUNCTION touch_%1$s() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.updated_at := now();
                    RETURN NEW;
                END;
                $$;

                CREATE TRIGGER touch_%1$s BEFORE UPDATE ON %1$s
                    FOR EACH ROW EXECUTE FUNCTION touch_%1$s();
                """.formatted(table), """
                DROP TRIGGER touch_%1$s ON %1$s;

                DROP FUNCTION touch_%1$s();

                ALTER TABLE %1$s
                    DROP COLUMN updated_at;
                """.formatted(table));
    }

    private Script view(String[] words) {
        String name = words[0];
        String[] what = words[1].split(" ", 2);
        return new Script(
                name + "_view",
                """
                CREATE VIEW %s AS
                SELECT %s
                FROM %s
                WHERE %s;
                """.formatted(name, what[0].replace(",", ", "), table, what[1]),
                "DROP VIEW %s;\n".formatted(name));
    }

    private Script seed(String[] words) {
        String columns = words[0];
        String first = words[1].split(",", 2)[0];
        return new Script(
                "seed_" + table + "_" + first.replaceAll("\\W", "").toLowerCase(Locale.ROOT),
                "INSERT INTO %s (%s)\nVALUES (%s);\n".formatted(table, columns.replace(",", ", "), words[1]),
                "DELETE FROM %s WHERE %s = %s;\n".formatted(table, columns.split(",", 2)[0], first));
    }
}
