package dev.backstep.sql.parse;

import java.util.Locale;
import java.util.Map;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Data_typeContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Predefined_typeContext;

/** Types in the spelling of PostgreSQL's {@code format_type()}. */
final class Types {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("serial", "integer"),
            Map.entry("serial4", "integer"),
            Map.entry("bigserial", "bigint"),
            Map.entry("serial8", "bigint"),
            Map.entry("smallserial", "smallint"),
            Map.entry("serial2", "smallint"),
            Map.entry("bool", "boolean"),
            Map.entry("varchar", "character varying"),
            Map.entry("char varying", "character varying"),
            Map.entry("char", "character"),
            Map.entry("nchar", "character"),
            Map.entry("bpchar", "character"),
            Map.entry("dec", "numeric"),
            Map.entry("decimal", "numeric"),
            Map.entry("float", "double precision"),
            Map.entry("float8", "double precision"),
            Map.entry("float4", "real"),
            Map.entry("varbit", "bit varying"),
            Map.entry("timestamp", "timestamp without time zone"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("time", "time without time zone"),
            Map.entry("timetz", "time with time zone"));

    private Types() {}

    static String of(Data_typeContext context) {
        Predefined_typeContext type = context.predefined_type();
        String array = context.ARRAY() != null || !context.array_type().isEmpty() ? "[]" : "";
        return name(type) + array;
    }

    /** Whether the type is one of the pseudo-types that make a sequence. */
    static boolean serial(Data_typeContext context) {
        return context.getText().toLowerCase(Locale.ROOT).matches("(small|big)?serial[248]?");
    }

    private static String name(Predefined_typeContext type) {
        if (type.schema_qualified_name_nontype() != null) {
            QName name = Trees.name(type.schema_qualified_name_nontype());
            String plain = "pg_catalog".equals(name.schema()) ? name.name() : name.toString();
            return spelled(plain, type.vex().isEmpty() ? "" : parenthesized(type));
        }
        String words = Trees.text(type).toLowerCase(Locale.ROOT);
        int open = words.indexOf('(');
        String head = open < 0 ? words : words.substring(0, open).strip();
        String tail = open < 0 ? "" : words.substring(words.indexOf(')') + 1).strip();
        return spelled(tail.isEmpty() ? head : head + " " + tail, open < 0 ? "" : parenthesized(type));
    }

    private static String spelled(String name, String modifier) {
        String full = NAMES.getOrDefault(name.replace("national ", ""), name.replace("national ", ""));
        String shown = full.equals("character") && modifier.isEmpty() ? "(1)" : modifier;
        shown = full.equals("numeric") && shown.matches("\\(\\d+\\)") ? shown.replace(")", ",0)") : shown;
        int zone = full.indexOf(" with");
        return zone < 0 ? full + shown : full.substring(0, zone) + shown + full.substring(zone);
    }

    private static String parenthesized(Predefined_typeContext type) {
        String text = type.getText();
        return text.substring(text.indexOf('('), text.lastIndexOf(')') + 1);
    }
}
