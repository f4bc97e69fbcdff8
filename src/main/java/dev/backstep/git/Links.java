package dev.backstep.git;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Where a symbolic link in a repository leads. */
final class Links {

    private Links() {}

    /** The path a link in {@code folder} names, from the root with slashes; null when it leaves the repository. */
    static @Nullable String resolve(String folder, String target) {
        if (target.startsWith("/") || target.contains("\\") || target.contains("\0")) {
            return null;
        }
        Deque<String> path = new ArrayDeque<>();
        for (String part : (folder + "/" + target).split("/", -1)) {
            if (part.equals("..")) {
                if (path.pollLast() == null) {
                    return null;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                path.addLast(part);
            }
        }
        return path.isEmpty() ? null : String.join("/", path);
    }
}
