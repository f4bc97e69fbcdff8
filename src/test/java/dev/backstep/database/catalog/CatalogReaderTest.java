package dev.backstep.database.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.Database;
import dev.backstep.fixture.Postgres;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogReaderTest {

    private static final HistoryTable HISTORY = new HistoryTable("golang-migrate", "public", "schema_migrations");

    private final Postgres postgres = Postgres.freshDatabase();

    @AfterEach
    void drop() {
        postgres.drop();
    }

    @Test
    void everyKindOfThingHasItsDefinition() throws SQLException {
        postgres.execute("""
                CREATE SCHEMA app;
                CREATE EXTENSION pg_trgm SCHEMA app;
                CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok');
                CREATE TYPE app.pair AS (a int, b text);
                CREATE TYPE app.span AS RANGE (subtype = int4);
                CREATE DOMAIN app.positive AS int DEFAULT 1 NOT NULL CHECK (VALUE > 0);
                CREATE SEQUENCE app.numbers INCREMENT BY 2;
                CREATE TABLE app.t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood app.mood DEFAULT 'sad',
                  name varchar(20) COLLATE "C" NOT NULL, size int GENERATED ALWAYS AS (length(name)) STORED);
                CREATE TABLE app.u (t_id int);
                ALTER TABLE app.u ADD CONSTRAINT u_t FOREIGN KEY (t_id) REFERENCES app.t (id) NOT VALID;
                CREATE TABLE app.p (id int) PARTITION BY LIST (id);
                CREATE TABLE app.p1 PARTITION OF app.p FOR VALUES IN (1);
                CREATE INDEX t_name ON app.t (lower(name)) WHERE id > 0;
                CREATE STATISTICS app.t_stats ON name, mood FROM app.t;
                CREATE VIEW app.v WITH (security_barrier) AS SELECT id, name FROM app.t;
                CREATE MATERIALIZED VIEW app.m AS SELECT id FROM app.t;
                CREATE FUNCTION app.f(x app.mood, y int DEFAULT 0) RETURNS int LANGUAGE sql AS 'SELECT y';
                CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int);
                CREATE TRIGGER t_touch BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.touch();
                ALTER TABLE app.t DISABLE TRIGGER t_touch, ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON app.t FOR SELECT USING (id > 0);
                CREATE RULE keep AS ON DELETE TO app.u DO INSTEAD NOTHING;
                CREATE CAST (app.pair AS text) WITH INOUT;
                GRANT SELECT ON app.t TO PUBLIC;
                GRANT UPDATE (name) ON app.t TO PUBLIC;
                REVOKE EXECUTE ON FUNCTION app.touch() FROM PUBLIC;
                COMMENT ON COLUMN app.t.name IS 'a name';
                """);
        assertEquals("""
                SCHEMA app:\s
                SCHEMA public:\s
                EXTENSION pg_trgm:\s
                EXTENSION plpgsql:\s
                TYPE app.mood: ENUM ('sad', 'it''s ok')
                TYPE app.pair: (a integer, b text)
                TYPE app.span: RANGE OF integer -
                DOMAIN app.positive: integer NOT NULL DEFAULT 1 CONSTRAINT positive_check CHECK ((VALUE > 0))
                SEQUENCE app.numbers: AS bigint INCREMENT BY 2 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1
                SEQUENCE app.t_id_seq: AS integer INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1 OWNED BY app.t.id
                TABLE app.p: PARTITION BY LIST (id)
                TABLE app.p1: PARTITION OF app.p FOR VALUES IN (1)
                TABLE app.t: ROW LEVEL SECURITY
                TABLE app.u:\s
                VIEW app.v: SELECT id, name FROM app.t; WITH (security_barrier=true)
                MATERIALIZED_VIEW app.m: SELECT id FROM app.t;
                COLUMN app.m.id: integer
                COLUMN app.p.id: integer
                COLUMN app.p1.id: integer
                COLUMN app.t.id: integer NOT NULL GENERATED ALWAYS AS IDENTITY
                COLUMN app.t.mood: app.mood DEFAULT 'sad'::app.mood
                COLUMN app.t.name: character varying(20) COLLATE "C" NOT NULL
                COLUMN app.t.size: integer GENERATED ALWAYS AS (length((name)::text)) STORED
                COLUMN app.u.t_id: integer
                COLUMN app.v.id: integer
                COLUMN app.v.name: character varying(20) COLLATE "C"
                CONSTRAINT app.t.t_pkey: PRIMARY KEY (id)
                CONSTRAINT app.u.u_t: FOREIGN KEY (t_id) REFERENCES app.t(id) NOT VALID
                INDEX app.t_name: CREATE INDEX t_name ON app.t USING btree (lower((name)::text)) WHERE (id > 0)
                STATISTICS app.t_stats: CREATE STATISTICS app.t_stats ON mood, name FROM app.t
                FUNCTION app.f(app.mood, integer): CREATE OR REPLACE FUNCTION app.f(x app.mood, y integer DEFAULT 0) RETURNS integer LANGUAGE sql AS $function$SELECT y$function$
                FUNCTION app.total(integer): AGGREGATE int4pl integer - -
                FUNCTION app.touch(): CREATE OR REPLACE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RETURN NEW; END$function$
                TRIGGER app.t.t_touch: CREATE TRIGGER t_touch BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.touch() DISABLED
                POLICY app.t.own: FOR SELECT TO PUBLIC USING ((id > 0))
                RULE app.u.keep: CREATE RULE keep AS ON DELETE TO app.u DO INSTEAD NOTHING;
                OTHER (app.pair AS pg_catalog.text).cast:\s
                RIGHTS app.t (COLUMN name): PUBLIC UPDATE
                RIGHTS app.t (TABLE): PUBLIC SELECT
                RIGHTS app.touch (FUNCTION):\s
                COMMENT app.app.t.name (table column): a name
                """, shown(read(CatalogScope.all())));
    }

    private static String shown(CatalogSnapshot snapshot) {
        return snapshot.objects().entrySet().stream()
                .filter(entry -> !entry.getKey().kind().name().equals("OWNER")
                        && !entry.getKey().toString().startsWith("public ("))
                .map(entry -> (entry.getKey().kind() + " " + entry.getKey() + ": "
                        + entry.getValue().definition().strip().replaceAll("\\s+", " ") + "\n"))
                .collect(Collectors.joining());
    }

    @Test
    void aDifferenceSaysWhatWasAddedDroppedAndChanged() throws SQLException {
        postgres.execute("CREATE TABLE t (a int, b text); CREATE TABLE gone (id int)");
        CatalogSnapshot before = read(CatalogScope.all());
        postgres.execute("ALTER TABLE t ALTER a SET NOT NULL, DROP b, ADD c int; DROP TABLE gone");
        assertEquals(
                List.of(
                        "DROPPED TABLE gone: -> null",
                        "DROPPED COLUMN gone.id: integer -> null",
                        "CHANGED COLUMN t.a: integer -> integer NOT NULL",
                        "DROPPED COLUMN t.b: text -> null",
                        "ADDED COLUMN t.c: null -> integer"),
                CatalogDifference.between(before, read(CatalogScope.all())).structure().entries().stream()
                        .map(entry -> entry.kind() + " " + entry.id().kind() + " " + entry.id() + ": "
                                + (entry.before() == null
                                                ? "null"
                                                : entry.before().isEmpty() ? "" : entry.before() + " ")
                                        .replaceFirst("null$", "null ")
                                + "-> " + entry.after())
                        .toList());
    }

    @Test
    void historyTablesAreLeftOutWithAllThatIsTheirs() throws SQLException {
        CatalogSnapshot before = read(CatalogScope.all());
        postgres.execute("CREATE TABLE schema_migrations (id serial, version bigint PRIMARY KEY, dirty boolean)");
        assertEquals(before, read(CatalogScope.without(Set.of(HISTORY))));
    }

    @Test
    void readingIsTheSameWhateverTheSearchPathAndLeavesItAsItWas() throws SQLException {
        postgres.execute(
                "CREATE SCHEMA app; CREATE TABLE app.t (id int CHECK (id > 0)); CREATE VIEW v AS SELECT * FROM app.t");
        try (Connection connection = postgres.connect()) {
            CatalogSnapshot first = CatalogReader.read(connection, CatalogScope.all());
            try (var statement = connection.createStatement()) {
                statement.execute("SET search_path = app, \"it's\"");
                assertEquals(first, CatalogReader.read(connection, CatalogScope.all()));
                connection.setAutoCommit(false);
                assertEquals(first, CatalogReader.read(connection, CatalogScope.all()));
                try (var row = statement.executeQuery("SHOW search_path")) {
                    assertTrue(row.next());
                    assertEquals("app, \"it's\"", row.getString(1));
                }
                connection.rollback();
            }
        }
    }

    @Test
    void theReadingPoolIsAllItNeeds() throws Exception {
        postgres.execute("CREATE TABLE t (id int)");
        try (Database database = Database.open(postgres.settings(), null)) {
            assertEquals(
                    read(CatalogScope.all()),
                    database.read(connection -> CatalogReader.read(connection, CatalogScope.all())));
        }
    }

    private CatalogSnapshot read(CatalogScope scope) throws SQLException {
        try (Connection connection = postgres.connect()) {
            return CatalogReader.read(connection, scope);
        }
    }
}
