package dev.backstep.tool.golangmigrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.model.Version;
import dev.backstep.tool.ScriptName;
import dev.backstep.tool.ScriptName.Direction;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource({
        "000448_alpha_cleanup.down.sql, 448, alpha_cleanup, DOWN",
        "5_x.up.sql, 5, x, UP",
        "000005_x.up.sql, 5, x, UP",
        "0_zero.up.sql, 0, zero, UP",
        "1_.up.sql, 1, '', UP",
        "1_a.up.down.sql, 1, a.up, DOWN",
        "1_a.down.up.sql, 1, a.down, UP",
        "1_a.up., 1, a, UP",
        "1_a.up.sql.bak, 1, a, UP",
        "1_a.up.up.x, 1, a.up, UP",
        "1_2_a.up.sql, 1, 2_a, UP",
        "18446744073709551615_max.up.sql, 18446744073709551615, max, UP",
        "00000000000000000000000001_long.up.sql, 1, long, UP",
    })
    void namesAreTakenApart(String file, String version, String title, Direction direction) {
        assertEquals(Optional.of(new ScriptName(new Version(version), title, direction)), FileName.parse(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "README.md",
                "1.up.sql",
                "_a.up.sql",
                "a1_x.up.sql",
                "-1_x.up.sql",
                "+1_x.up.sql",
                " 1_x.up.sql",
                "1_x.sql",
                "1_x.UP.sql",
                "1_x.up",
                "1-x.up.sql",
                "18446744073709551616_over.up.sql",
                "١_arabic.up.sql",
                "1_a\nb.up.sql",
                "1_x.up.sql\n"
            })
    void otherFilesAreNotMigrations(String file) {
        assertEquals(Optional.empty(), FileName.parse(file));
    }

    @Test
    void unlikeADotALineSeparatorIsAnyCharacter() {
        assertEquals(
                Optional.of(new ScriptName(new Version("1"), "a\u2028\rb", Direction.UP)),
                FileName.parse("1_a\u2028\rb.up.sql"));
    }
}
