package dev.backstep.git;

import java.io.File;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * JGit's walk over the working tree, made safe for a checkout nobody vouches for: it runs no clean filter that the
 * repository's configuration names, and takes pipes and devices for something other than files, so that nothing waits on
 * them.
 */
final class WorkingFiles extends FileTreeIterator {

    private static final FileModeStrategy REAL_FILES =
            (file, attributes) -> attributes.isRegularFile() || attributes.isDirectory() || attributes.isSymbolicLink()
                    ? DefaultFileModeStrategy.INSTANCE.getMode(file, attributes)
                    : FileMode.GITLINK;

    WorkingFiles(Repository repository) {
        super(repository, REAL_FILES);
    }

    private WorkingFiles(WorkingFiles parent, File folder, FS fs) {
        super(parent, folder, fs, REAL_FILES);
    }

    @Override
    public AbstractTreeIterator createSubtreeIterator(ObjectReader reader) {
        return enterSubtree();
    }

    @Override
    protected AbstractTreeIterator enterSubtree() {
        return new WorkingFiles(this, ((FileEntry) current()).getFile(), fs);
    }

    @Override
    public @Nullable String getCleanFilterCommand() {
        return null;
    }
}
