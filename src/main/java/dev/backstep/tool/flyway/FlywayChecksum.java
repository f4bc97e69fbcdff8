package dev.backstep.tool.flyway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Flyway's checksum of a script ({@code ChecksumCalculator}): the CRC-32 of its lines' UTF-8 bytes without their ends, a
 * byte order mark left out, as a signed number. Files are read as UTF-8, Flyway's default.
 */
final class FlywayChecksum {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private FlywayChecksum() {}

    static int of(byte[] file) {
        CRC32 crc = new CRC32();
        String text = new String(file, StandardCharsets.UTF_8);
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try (BufferedReader lines = new BufferedReader(new StringReader(plain))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                crc.update(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string can be read", e);
        }
        return (int) crc.getValue();
    }
}
