package dev.backstep.database.relay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Passes messages on in one direction, each as it came; what nobody has to know is not held. */
final class Pump {

    private static final int BUFFER = 1 << 16;
    private static final int MOST_BYTES = 1 << 26;

    private final DataInputStream in;
    private final DataOutputStream out;

    Pump(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    /** Hears messages before they are passed on. */
    interface Listener {

        /** Whether messages of this type are to be read as a whole. */
        boolean wants(int type);

        /** Such a message, to be passed on as what comes back. */
        byte[] heard(int type, byte[] body) throws IOException;
    }

    /** Until either side ends. */
    void run(Listener listener) throws IOException {
        while (true) {
            int type = in.read();
            if (type < 0) {
                out.flush();
                return;
            }
            int length = in.readInt() - 4;
            if (length < 0) {
                throw new IOException("no message of PostgreSQL's protocol");
            }
            if (listener.wants(type)) {
                if (length > MOST_BYTES) {
                    throw new IOException("a message of " + length + " bytes");
                }
                byte[] body = listener.heard(type, in.readNBytes(length));
                header(type, body.length);
                out.write(body);
            } else {
                header(type, length);
                pass(length);
            }
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private void header(int type, int length) throws IOException {
        out.write(type);
        out.writeInt(length + 4);
    }

    private void pass(int length) throws IOException {
        byte[] buffer = new byte[Math.min(length, BUFFER)];
        int left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
