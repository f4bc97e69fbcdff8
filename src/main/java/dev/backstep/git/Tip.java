package dev.backstep.git;

import dev.backstep.model.Provenance;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/**
 * A place whose newest tree is read.
 *
 * @param provenance how the place is called
 * @param commit the commit there
 * @param untracked for a stash made with untracked files the commit that holds them; otherwise null
 * @param index for a stash what was staged then; otherwise null
 */
record Tip(
        Provenance provenance,
        RevCommit commit,
        @Nullable RevCommit untracked,
        @Nullable Tip index) {}
