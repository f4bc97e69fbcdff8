package dev.backstep.benchmark;

import dev.backstep.fixture.GitFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;

/** Repositories that take a while to make, kept from one benchmark to the next. */
final class Prepared {

    private Prepared() {}

    /** The repository at {@code folder}; made if it is not there, and there only when it is whole. */
    static GitFixture repository(Path folder, Consumer<GitFixture> make) throws IOException {
        if (!Files.exists(folder)) {
            Path making = folder.resolveSibling(folder.getFileName() + "-" + UUID.randomUUID());
            make.accept(GitFixture.init(making));
            Files.move(making, folder);
        }
        return GitFixture.at(folder);
    }
}
