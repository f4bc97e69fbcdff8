package dev.backstep.house;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's one format; run as a program it rewrites every source file in it. */
public final class Format {

    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    private Format() {}

    public static void main(String[] arguments) throws IOException, FormatterException {
        for (Path file : sources()) {
            String before = Files.readString(file);
            String after = apply(before);
            if (!after.equals(before)) {
                Files.writeString(file, after);
                System.out.println("formatted " + file);
            }
        }
    }

    static List<Path> sources() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src"));
                Stream<Path> packaging = Files.walk(Path.of("packaging"))) {
            return Stream.concat(sources, packaging)
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
    }

    static String apply(String source) throws FormatterException {
        return ImportOrderer.reorderImports(
                RemoveUnusedImports.removeUnusedImports(FORMATTER.formatSource(source)), Style.PALANTIR);
    }
}
