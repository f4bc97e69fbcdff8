package dev.backstep.database;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-decoding as libpq does it: UTF-8, a plus sign is a plus sign, no zero byte, no lone percent sign. */
final class Percent {

    private Percent() {}

    static String decode(String text) throws BackstepException {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.write(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            int value = high * 16 + low;
            if (high < 0 || low < 0 || value == 0) {
                throw new BackstepException("url.escape", null);
            }
            decoded.write(value);
            i += 2;
        }
        try {
            return Utf8.decode(decoded.toByteArray());
        } catch (CharacterCodingException e) {
            throw new BackstepException("url.escape", null);
        }
    }
}
