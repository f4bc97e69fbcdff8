package dev.backstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which database is the same one, however its server was called. */
class DatabaseIdentityTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:5432, 127.0.0.1:5432, true",
        "[::1]:5432, LOCALHOST:5432, true",
        "DB.example.com:5432, db.example.com:5432, true",
        "localhost:5432, localhost:5433, false",
        "127.0.0.1:5432, 127.0.0.2:5432, false",
        "db:5432, localhost:5432, false",
        "/Data, /data, false",
    })
    void withoutAnIdentifierTheServersNamesTell(String one, String other, boolean same) {
        assertEquals(same, of(one, "", 7).sameDatabase(of(other, "", 7)));
        assertEquals(same, of(one, "", 7).sameDatabase(of(other, "42", 7)));
        assertEquals(false, of(one, "", 7).sameDatabase(of(other, "", 8)));
        assertEquals(true, of(one, "42", 7).sameDatabase(of(other, "42", 7)));
        assertEquals(false, of(one, "42", 7).sameDatabase(of(one, "43", 7)));
    }

    private static DatabaseIdentity of(String server, String systemIdentifier, long oid) {
        return new DatabaseIdentity(server, "orchard", oid, systemIdentifier);
    }
}
