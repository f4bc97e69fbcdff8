package dev.backstep.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {

    @Test
    void everySourceFileIsInTheProjectsFormat() throws Exception {
        List<Path> sources = Format.sources();
        assertFalse(sources.isEmpty());
        List<Path> crooked = new ArrayList<>();
        for (Path file : sources) {
            String source = Files.readString(file);
            if (!Format.apply(source).equals(source)) {
                crooked.add(file);
            }
        }
        assertEquals(List.of(), crooked, "mend with: mvn test-compile exec:exec@format");
    }
}
