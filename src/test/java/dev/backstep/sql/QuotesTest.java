package dev.backstep.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'a''b'|a'b",
                "'a\\b'|a\\b",
                "E'a\\'b\\\\'|a'b\\",
                "$$a'b$$|a'b",
                "$x$a$$b$x$|a$$b",
                "'open|open",
                "$x$open|open",
                "E'|``"
            })
    void theContentIsWhatPostgresqlWouldTake(String constant, String content) {
        assertEquals(content, Quotes.content(constant));
    }
}
