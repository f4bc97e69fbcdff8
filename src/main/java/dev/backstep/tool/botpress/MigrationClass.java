package dev.backstep.tool.botpress;

import dev.backstep.model.Script.Trait;
import dev.backstep.model.Version;
import dev.backstep.tool.FileText;
import dev.backstep.tool.FileText.Part;
import dev.backstep.tool.ScriptName;
import dev.backstep.tool.typescript.Source;
import dev.backstep.tool.typescript.Value;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A botpress migration file: a class with {@code meta}, {@code up()} and {@code down()}. */
final class MigrationClass {

    private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");

    private MigrationClass() {}

    /**
     * Empty where the file has no such class. Its {@code meta} says which migration it is, whatever the file is called; the
     * methods are programs, shown as they stand.
     */
    static Optional<FileText> read(byte[] file) {
        Source source = Source.of(file);
        String up = source.method("up");
        if (up == null) {
            return Optional.empty();
        }
        return source.literals().stream()
                .filter(literal -> literal.text("description") != null)
                .map(MigrationClass::name)
                .flatMap(Optional::stream)
                .findFirst()
                .map(name -> new FileText(part(up), part(source.method("down")), null, name));
    }

    private static Optional<ScriptName> name(Value.Literal meta) {
        Value.Text name = meta.text("name");
        Value.Text version = meta.text("version");
        return name != null
                        && name.whole()
                        && version != null
                        && VERSION.matcher(version.text()).matches()
                ? Optional.of(new ScriptName(
                        Version.named(version.text(), name.text()), name.text(), ScriptName.Direction.BOTH))
                : Optional.empty();
    }

    private static @Nullable Part part(@Nullable String method) {
        return method == null ? null : new Part(method.getBytes(StandardCharsets.UTF_8), Set.of(Trait.PROGRAM));
    }
}
