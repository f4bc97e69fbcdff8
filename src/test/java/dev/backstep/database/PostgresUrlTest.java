package dev.backstep.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.ConnectionSettings.TableName;
import dev.backstep.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    private static final String ME = System.getProperty("user.name");

    @Test
    void aFullUrlSaysEverything() throws BackstepException {
        PostgresUrl url = PostgresUrl.parse("postgres://kagent:s3cret@db.example:6432/kagent?sslmode=disable"
                + "&search_path=app,public&x-migrations-table=vector_schema_migrations&x-statement-timeout=60000");
        assertEquals(
                new ConnectionSettings(
                        "db.example",
                        6432,
                        "kagent",
                        "kagent",
                        "disable",
                        "app,public",
                        new TableName(null, "vector_schema_migrations")),
                url.settings());
        assertArrayEquals("s3cret".toCharArray(), url.password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "postgresql", "pgx", "pgx5", "PostgreSQL", "jdbc:postgresql"})
    void everySchemeOfTheToolsIsUnderstood(String scheme) throws BackstepException {
        assertEquals(
                plain("h", 5432, "d", "u"),
                PostgresUrl.parse(scheme + "://u@h/d?sslmode=prefer").settings());
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://, localhost, 5432, , ",
        "postgres:///, localhost, 5432, , ",
        "postgres:///orchard, localhost, 5432, orchard, ",
        "postgres://u@, localhost, 5432, u, u",
        "postgres://u@:6000, localhost, 6000, u, u",
        "postgres://h/d?user=u, h, 5432, d, u",
        "postgresql://h:1/?dbname=x&user=y, h, 1, x, y",
        "postgres://[::1]:5433/d?user=u, ::1, 5433, d, u",
        "postgres://u@[2001:db8::2]/d, 2001:db8::2, 5432, d, u",
        "jdbc:postgresql:d, localhost, 5432, d, ",
        "jdbc:postgresql:/, localhost, 5432, , ",
        "jdbc:postgresql://h:7/d?user=u, h, 7, d, u",
        "postgres://u%40corp@h/my%20db%2Fx, h, 5432, my db/x, u@corp",
    })
    void whatIsMissingIsTheDefaultOfLibpq(String url, String host, int port, String database, String user)
            throws BackstepException {
        String role = user == null ? ME : user;
        assertEquals(
                plain(host, port, database == null ? role : database, role),
                PostgresUrl.parse(url).settings());
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://u:a+b@h/d, a+b",
        "postgres://u:p%40ss%2Fw%C3%B6rd%25@h/d, p@ss/wörd%",
        "postgres://u:with@at@h/d, with@at",
        "postgres://u:with:colon@h/d, with:colon",
        "postgres://u@h/d?password=a+b%26c, a+b&c",
        "jdbc:postgresql://h/d?user=u&password=x, x",
    })
    void passwordsAreDecodedAndStayOutOfSight(String text, String password) throws BackstepException {
        PostgresUrl url = PostgresUrl.parse(text);
        assertArrayEquals(password.toCharArray(), url.password());
        assertFalse(url.toString().contains(password));
        assertFalse(url.settings().toString().contains(password));
        url.close();
        assertArrayEquals(new char[password.length()], url.password());
    }

    @Test
    void aUrlWithoutPasswordHasNone() throws BackstepException {
        assertNull(PostgresUrl.parse("postgres://u@h/d").password());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "postgres://h/d?search_path=a | a",
                "postgres://h/d?options=-c%20search_path%3Da%2Cb | a,b",
                "postgres://h/d?options=-c+search_path=a | a",
                "postgres://h/d?options=-csearch_path=a | a",
                "postgres://h/d?options=--search-path%3Da%20-c%20statement_timeout%3D1 | a",
                "postgres://h/d?options=-c%20search_path%3Da%2C%5C%20b | a, b",
                "postgres://h/d?options=-c%20geqo=off | -",
                "postgres://h/d?search_path= | -",
                "jdbc:postgresql://h/d?currentSchema=a,b | a,b",
                "postgres://h/d?search_path=%22My+App%22 | \"My App\"",
            })
    void searchPathsAreTakenFromWhereTheToolsTakeThem(String url, String searchPath) throws BackstepException {
        assertEquals(searchPath, PostgresUrl.parse(url).settings().searchPath());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "x-migrations-table=t | - | t",
                "x-migrations-table=s.t | - | s.t",
                "x-migrations-table=s.t&x-migrations-table-quoted=false | - | s.t",
                "x-migrations-table=%22t%22&x-migrations-table-quoted=true | - | t",
                "x-migrations-table=%22s%22.%22t%22&x-migrations-table-quoted=1 | s | t",
                "x-migrations-table=%22s.x%22.%22t%22&x-migrations-table-quoted=T | s.x | t",
            })
    void theHistoryTableIsNamedByGolangMigratesRules(String query, String schema, String table)
            throws BackstepException {
        assertEquals(
                new TableName(schema, table),
                PostgresUrl.parse("postgres://h/d?" + query).settings().migrationsTable());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-migrations-table=t&x-migrations-table-quoted=true | url.tableNotQuoted",
                "x-migrations-table=%22&x-migrations-table-quoted=true | url.tableNotQuoted",
                "x-migrations-table=%22a%22.%22b%22.%22c%22&x-migrations-table-quoted=true | url.tableTooManyParts",
                "x-migrations-table=%22a%22&x-migrations-table-quoted=yes | url.tableQuotedFlag",
                "sslmode=sometimes | url.sslMode",
                "service=x | url.unsupported",
                "options=-c%20role%3Dadmin | url.unsupported",
                "host=/var/run/postgresql | url.socket",
                "host=a,b | url.severalHosts",
            })
    void whatCannotBeFollowedIsSaid(String query, String key) {
        assertKey(key, "postgres://h/d?" + query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | url.noPostgres",
                "orchard | url.noPostgres",
                "mysql://u:s3cret@h/d | url.noPostgres",
                "postgres:u:s3cret@h/d | url.noPostgres",
                "postgres://u:s3cret@h:x/d | url.port",
                "postgres://u:s3cret@h:0/d | url.port",
                "postgres://u:s3cret@h:65536/d | url.port",
                "postgres://u:s3/cret@h/d | url.escape",
                "postgres://u:s3?cret@h/d | url.escape",
                "postgres://u:12/s3cret@h/d | url.escape",
                "postgres://u:s3#cret@h/d | url.escape",
                "postgres://u:s3cret%@h/d | url.escape",
                "postgres://u:s3cret%zz@h/d | url.escape",
                "postgres://u:s3cret%00@h/d | url.escape",
                "postgres://u:s3cret%ff@h/d | url.escape",
                "postgres://u:s3cret@[::1/d | url.host",
                "postgres://u:s3cret@a b/d | url.host",
                "postgres://u:s3cret@a,b/d | url.severalHosts",
                "postgres://u:s3cret@%2Ftmp/d | url.socket",
                "jdbc:mysql://u:s3cret@h/d | url.noPostgres",
            })
    void badUrlsAreExplainedWithoutRepeatingThePassword(String url, String key) {
        assertKey(key, url);
    }

    private static void assertKey(String key, String url) {
        BackstepException problem = assertThrows(BackstepException.class, () -> PostgresUrl.parse(url));
        assertEquals(key, problem.key());
        assertFalse((problem + Text.of(problem)).contains("cret"), () -> Text.of(problem));
    }

    private static ConnectionSettings plain(String host, int port, String database, String user) {
        return new ConnectionSettings(host, port, database, user, "prefer", null, null);
    }
}
