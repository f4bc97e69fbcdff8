import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.css.Stylesheet;

/**
 * Build step: puts the binary form of every style sheet beside it. JavaFX takes {@code x.bss} wherever {@code x.css} is asked
 * for and there is one (its {@code StyleManager}), and is spared the parsing at each start.
 *
 * <p>Argument: the folder of the compiled classes.
 */
final class BinaryStyles {

    private BinaryStyles() {}

    public static void main(String[] arguments) throws IOException {
        List<Path> sheets;
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            sheets = files.filter(file -> file.toString().endsWith(".css")).toList();
        }
        for (Path sheet : sheets) {
            String name = sheet.getFileName().toString().replaceFirst("css$", "bss");
            Stylesheet.convertToBinary(
                    sheet.toFile(), sheet.resolveSibling(name).toFile());
        }
    }
}
