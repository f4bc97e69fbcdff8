package dev.backstep.replay;

import java.nio.file.Path;

/** A process that starts a throwaway server and waits to be killed. */
final class KilledReplay {

    private KilledReplay() {}

    public static void main(String[] arguments) throws Exception {
        try (ThrowawayServer server = ThrowawayServer.start(Path.of(arguments[0]), Path.of(arguments[1]))) {
            System.out.println("running " + server.version());
            System.in.read();
        }
    }
}
