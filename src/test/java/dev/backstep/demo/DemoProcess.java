package dev.backstep.demo;

import java.nio.file.Path;

/** A program that starts a demo in the folder of its argument, prints where its repository is, and never ends. */
final class DemoProcess {

    private DemoProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (Demo demo = Demo.start(Path.of(arguments[0]), sentence -> {})) {
            System.out.println(demo.workspace().repository());
            System.in.read();
        }
    }
}
