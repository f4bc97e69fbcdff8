package dev.backstep.tool.aiostreams;

import dev.backstep.model.Script.Trait;
import dev.backstep.model.Version;
import dev.backstep.tool.Dialect;
import dev.backstep.tool.FileText;
import dev.backstep.tool.FileText.Part;
import dev.backstep.tool.ScriptName;
import dev.backstep.tool.typescript.Source;
import dev.backstep.tool.typescript.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An AIOStreams migration file: the object with {@code id}, {@code name} and {@code up}. */
final class MigrationSource {

    private static final String FLAG = "backwardCompatible";

    private MigrationSource() {}

    /** Empty where the file has no such object. */
    static Optional<FileText> read(byte[] file, Dialect dialect) {
        return Source.of(file).literals().stream()
                .filter(literal -> literal.fields().get("up") instanceof Value.Literal up
                        && up.fields().containsKey("postgres")
                        && literal.fields().get("id") instanceof Value.Digits
                        && literal.text("name") != null)
                .findFirst()
                .map(migration -> text(migration, dialect));
    }

    static Version version(String digits) {
        return new Version(new BigInteger(digits).toString());
    }

    private static FileText text(Value.Literal migration, Dialect dialect) {
        String id = migration.fields().get("id") instanceof Value.Digits number ? number.text() : "";
        Value.Text name = migration.text("name");
        ScriptName named = id.matches("[0-9]+") && name != null
                ? new ScriptName(version(id), name.text(), ScriptName.Direction.UP)
                : null;
        return new FileText(up(migration, dialect), null, null, named);
    }

    /** A text that only running the file would tell is shown as it stands, and known not to be what is sent. */
    private static @Nullable Part up(Value.Literal migration, Dialect dialect) {
        Value up = migration.fields().get("up") instanceof Value.Literal each
                ? each.fields().get(dialect == Dialect.SQLITE ? "sqlite" : "postgres")
                : null;
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        if (migration.fields().get(FLAG) instanceof Value.Flag(boolean compatible)) {
            traits.add(compatible ? Trait.DECLARED_COMPATIBLE : Trait.DECLARED_BREAKING);
        }
        return switch (up) {
            case Value.Text(String text, boolean whole) -> {
                if (!whole) {
                    traits.add(Trait.PLACEHOLDERS);
                }
                yield new Part(text.getBytes(StandardCharsets.UTF_8), traits);
            }
            case Value.Other(String source) -> {
                traits.add(Trait.PLACEHOLDERS);
                yield new Part(source.getBytes(StandardCharsets.UTF_8), traits);
            }
            case null, default -> null;
        };
    }
}
