package dev.backstep.app;

import dev.backstep.text.Text;

/** The program's entry; not an {@code Application}, so that JavaFX is loaded only when a window is wanted. */
public final class Launcher {

    private Launcher() {}

    public static void main(String[] arguments) {
        System.out.println(Text.of("app.title"));
    }
}
