package dev.backstep.tool.dbmate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.model.Script.Trait;
import dev.backstep.tool.FileText;
import dev.backstep.tool.FileText.Part;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of dbmate's own {@code migration_test.go}. */
class BlocksTest {

    @Test
    void aBlockBeginsWithItsDirectiveAndEndsAtTheNext() {
        assertEquals(
                "-- migrate:up\ncreate table ü ();\n\n| |-- migrate:down\ndrop table ü;\n| ",
                read("-- header\n\n-- migrate:up\ncreate table ü ();\n\n-- migrate:down\ndrop table ü;\n"));
    }

    @Test
    void eachBlockHasItsOwnOptions() {
        assertEquals(
                "--migrate:up\nALTER TYPE t ADD VALUE 'x';\n| |-- migrate:down foo:bar transaction:false\nx| APART",
                read("--migrate:up\nALTER TYPE t ADD VALUE 'x';\n-- migrate:down foo:bar transaction:false\nx"));
        assertEquals(
                "-- migrate:up transaction:false\r\nx\r\n| APART|-- migrate:down\r\ny| ",
                read("-- migrate:up transaction:false\r\nx\r\n-- migrate:down\r\ny"));
        assertEquals(
                "-- migrate:up\n-- transaction:false\n| |-- migrate:down transaction:true\n| ",
                read("-- migrate:up\n-- transaction:false\n-- migrate:down transaction:true\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"create table t ();", "", " -- migrate:up\n", "-- migrate:upwards\n", "/* -- migrate:up */"})
    void aFileWithoutABlockForUpIsNoneOfDbmates(String file) {
        assertEquals("none", read(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- migrate:up\nx\n",
                "-- migrate:up\nx\n-- migrate:down\ny\n-- migrate:down\nz\n",
                "-- migrate:up\nx\n-- migrate:down\ny\n-- migrate:up\nx\n-- migrate:down\ny\n"
            })
    void whatDbmateCannotUndoHasNoDownScript(String file) {
        assertEquals("-- migrate:up\nx\n| |none", read(file));
    }

    private static String read(String file) {
        return Blocks.read(file.getBytes(StandardCharsets.UTF_8))
                .map((FileText text) -> text(text.up()) + "|" + text(text.down()))
                .orElse("none");
    }

    private static String text(@Nullable Part part) {
        if (part == null) {
            return "none";
        }
        Set<Trait> traits = part.traits();
        return new String(part.text(), StandardCharsets.UTF_8) + "| "
                + (traits.isEmpty() ? "" : traits.iterator().next());
    }
}
