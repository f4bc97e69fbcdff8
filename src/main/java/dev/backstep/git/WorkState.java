package dev.backstep.git;

/**
 * What a program finds that runs in a checkout; what git ignores, such as installed packages, is not in it.
 *
 * @param branch the branch's short name, or the commit's first digits when HEAD is detached
 * @param commit the full id of HEAD; empty before the first commit
 * @param changes a sum over every file that is not as in HEAD, by path and content; empty when all are
 * @param changed how many files that are
 */
public record WorkState(String branch, String commit, String changes, int changed) {}
