package dev.backstep.ui.rollback;

import javafx.scene.Node;

/** One page of the guided rollback. */
interface PageView {

    Node node();

    /** Puts the keyboard where a person wants it first. */
    void focusFirst();
}
