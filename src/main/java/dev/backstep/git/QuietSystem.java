package dev.backstep.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * JGit's view of the machine, made to write nothing.
 *
 * <p>JGit measures how fine a file system's timestamps are by writing probe files into the repository it reads, and keeps
 * the figure in a file in the user's home. It does neither when the user's configuration already has the figure; so this
 * gives it the coarsest one it knows itself, at the price of now and then reading a fresh ref file twice.
 */
final class QuietSystem extends SystemReader.Delegate {

    private static final Duration COARSEST = FS.FileStoreAttributes.FALLBACK_TIMESTAMP_RESOLUTION;

    private QuietSystem(SystemReader system) {
        super(system);
    }

    /** Makes JGit quiet in this process; JGit offers no smaller place to say so. */
    static synchronized void install() {
        if (!(SystemReader.getInstance() instanceof QuietSystem)) {
            SystemReader.setInstance(new QuietSystem(SystemReader.getInstance()));
        }
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new WithResolution(super.openUserConfig(parent, fs), fs);
    }

    /** The user's configuration, plus the figure JGit would measure. */
    private static final class WithResolution extends FileBasedConfig {

        WithResolution(FileBasedConfig user, FS fs) {
            super(user, null, fs);
        }

        @Override
        public void load() {
            // has no file of its own; the base is loaded by itself
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public long getTimeUnit(String section, String subsection, String name, long fallback, TimeUnit unit) {
            return section.equals("filesystem") && name.equals("timestampResolution")
                    ? unit.convert(COARSEST)
                    : super.getTimeUnit(section, subsection, name, fallback, unit);
        }
    }
}
