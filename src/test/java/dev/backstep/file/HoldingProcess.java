package dev.backstep.file;

import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** Another Backstep: tries to hold a file, and says whether it could. */
final class HoldingProcess {

    private HoldingProcess() {}

    public static void main(String[] arguments) throws Exception {
        Optional<HeldFile> taken =
                HeldFile.take(Path.of(arguments[0]), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        System.out.print(taken.isPresent() ? "taken" : "held");
    }
}
