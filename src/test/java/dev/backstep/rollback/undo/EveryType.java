package dev.backstep.rollback.undo;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table with a column of every common type, and values that a careless copy changes. */
enum EveryType {
    JS("json", "'{\"b\": 1,  \"a\": [1, 2 ]}'", "'null'"),
    JB("jsonb", "'{\"a\": \"\\\\u0041 \\\\\\\\ \\\\n\"}'", "'null'", "'1e400'"),
    TEXTS("text[]", "ARRAY['a', 'b,c', NULL, '\"q\"', '\\\\', '', 'NULL']", "'{}'"),
    GRID("int[][]", "'{{1,2},{3,NULL}}'"),
    MOOD("mood", "'so so'", "'glad'"),
    MOODS("mood[]", "'{sad,\"so so\"}'", "'{}'"),
    BYTES("bytea", "'\\x00ff0a5c090d'", "''"),
    NUM("numeric", "'NaN'", "0.10", "'Infinity'", "1e-300", "123456789012345678901234567890.12300"),
    SMALL("numeric(12, 4)", "12345678.9999", "0", "-0.0001"),
    REAL4("real", "'-Infinity'", "1.17549435e-38", "3.4e38", "'-0'"),
    REAL8("double precision", "'NaN'", "5e-324", "0.1::float8 + 0.2", "'-0'"),
    TS("timestamp", "'infinity'", "'0001-01-01 00:00:00 BC'", "'2020-02-29 23:59:59.999999'"),
    TZ("timestamptz", "'-infinity'", "'infinity'", "'2020-10-25 01:30:00.000001+01'"),
    DAY("date", "'4713-01-01 BC'", "'infinity'", "'5874897-12-31'"),
    CLOCK("time", "'24:00:00'", "'12:00:00.000001'"),
    CLOCKTZ("timetz", "'12:30:00.123456+05:30'", "'00:00+00'"),
    SPAN("interval", "'1 year -2 mons 3 days -04:05:06.789'", "'0'", "'-1 mon'"),
    NUMBERS("int4range", "'[1,10)'", "'empty'", "'(,)'"),
    MANY("int4multirange", "'{[1,3),[5,8)}'", "'{}'"),
    SPANS("tstzrange", "'[\"2020-01-01 00:00:00+00\",)'", "'empty'"),
    UID("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"),
    IP("inet", "'::1/64'", "'192.168.0.1'"),
    NET("cidr", "'10.1.0.0/16'", "'::/0'"),
    MAC("macaddr", "'08:00:2b:01:02:03'"),
    VECTOR("tsvector", "'a:1A fat:2B,4C ''quo''''ted'':7'", "''"),
    QUERY("tsquery", "'fat & (rat | cat)'", "''"),
    BITS("bit(5)", "B'10101'", "B'00000'"),
    VARBITS("bit varying", "B'1'", "B''"),
    CASH("money", "'-1234.56'", "0::money", "'92233720368547758.07'"),
    PLACE("place", "ROW('a \"b\", \\ c', 5)::place", "ROW(NULL, NULL)::place", "ROW('', 0)::place"),
    PLACES("place[]", "ARRAY[ROW('x,y', 1)::place, ROW('y \"y\" \\', NULL)::place, NULL]"),
    SCORE("score", "7", "0"),
    FLAG("boolean", "true", "false"),
    CHR("char(5)", "'ab'", "''", "'é☃'"),
    VC("varchar(20)", "E'tab\\there'", "''"),
    TXT(
            "text",
            "E'\\\\.'",
            "''",
            "E'\\\\N'",
            "E'\\t\\\\\\t'",
            "E'line\\nbreak\\r\\n\\b\\f\\v\\\\.\\n\\\\.\\nend \\U0001F34F'"),
    DOCUMENT("xml", "'<a b=\"1\">x<!-- c --></a>'", "'text &amp; no document'"),
    SPOT("point", "'(1.5,-2)'"),
    SHAPE("polygon", "'((0,0),(1,1),(2,0))'"),
    PATH("jsonpath", "'$.\"a\"[*] ? (@ > 1)'", "'$'"),
    REG("regclass", "'pg_class'", "'every_type'"),
    LSN("pg_lsn", "'16/B374D848'"),
    ODD_NAME("text", "' '", "E'\\x01\\x7f'");

    static final String TYPES = """
            CREATE TYPE mood AS ENUM ('sad', 'so so', 'glad');
            CREATE TYPE place AS (street text, number int);
            CREATE DOMAIN score AS int CHECK (VALUE >= 0);
            """;

    static final String DROP_TYPES = "DROP TYPE mood, place; DROP DOMAIN score";

    private static final int ROWS = 6;

    private final String type;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of strings
    private final List<String> values;

    EveryType(String type, String... values) {
        this.type = type;
        this.values = List.of(values);
    }

    private String column() {
        return this == ODD_NAME ? "\"odd \"\"nämé\"" : name().toLowerCase(java.util.Locale.ROOT);
    }

    private static List<EveryType> built(boolean xml) {
        return Arrays.stream(values()).filter(each -> xml || each != DOCUMENT).toList();
    }

    /** {@code name type} for every column, each with these words before it. */
    static String declared(String before, boolean xml) {
        return built(xml).stream()
                .map(each -> before + each.column() + " " + each.type)
                .collect(Collectors.joining(", "));
    }

    /** All columns' names, each with these words before it. */
    static String names(String before, boolean xml) {
        return built(xml).stream().map(each -> before + each.column()).collect(Collectors.joining(", "));
    }

    /** Fills the table: a row for every value, the last rows mostly NULL. */
    static String insert(boolean xml) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> "INSERT INTO every_type (" + names("", xml) + ") VALUES ("
                        + built(xml).stream().map(each -> each.value(row)).collect(Collectors.joining(", ")) + ");\n")
                .collect(Collectors.joining());
    }

    private String value(int row) {
        return row < values.size() ? values.get(row) : "NULL";
    }
}
