package dev.backstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, orchard_dev, LOCAL",
        "127.0.0.1, orchard, LOCAL",
        "::1, products, LOCAL",
        "localhost, orchard_prod, PRODUCTION",
        "db.prod.orchard.example, orchard, PRODUCTION",
        "orchardProd2.example, orchard, PRODUCTION",
        "preprod.orchard.example, orchard, STAGING",
        "pre-prod.orchard.example, orchard, STAGING",
        "staging-db.orchard.example, orchard, STAGING",
        "10.0.3.17, orchard_test, STAGING",
        "staging.orchard.example, orchard_production, PRODUCTION",
        "10.0.3.17, orchard, PRODUCTION",
        "products.example, reproduction, PRODUCTION",
    })
    void whatNamesSpeakFor(String host, String database, Environment expected) {
        assertEquals(expected, Environment.guess(host, database));
    }
}
