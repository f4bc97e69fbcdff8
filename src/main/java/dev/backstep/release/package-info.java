/**
 * Which release can start on the database as it is now, and the way there when it cannot. Pure: knows {@code model} and
 * {@code text}, in {@code export} also {@code rollback.plan}; neither JDBC nor JGit nor JavaFX.
 */
@NullMarked
package dev.backstep.release;

import org.jspecify.annotations.NullMarked;
