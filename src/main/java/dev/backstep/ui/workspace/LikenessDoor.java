package dev.backstep.ui.workspace;

import dev.backstep.likeness.Question;
import dev.backstep.model.Timeline;

/** Opens the window that finds out which history a database has. */
@FunctionalInterface
public interface LikenessDoor {

    void open(Question question, Timeline timeline);
}
