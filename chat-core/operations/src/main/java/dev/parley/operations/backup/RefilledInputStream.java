package dev.parley.operations.backup;

import java.io.IOException;
import java.io.InputStream;

/** Gives out what is in its room, and has that filled again when it is empty. For one thread. */
abstract class RefilledInputStream extends InputStream {

    final byte[] room;
    private int next;
    private int end;

    RefilledInputStream(int size) {
        room = new byte[size];
    }

    /**
     * Fills the room from its beginning, after it was emptied.
     *
     * @return how many bytes are in it now, 0 or more; less than 0 if nothing follows
     */
    abstract int refill() throws IOException;

    final void empty() {
        next = 0;
        end = 0;
    }

    /** {@return whether there is something in the room} */
    final boolean fill() throws IOException {
        while (next == end) {
            empty();
            int filled = refill();
            if (filled < 0) {
                return false;
            }
            end = filled;
        }
        return true;
    }

    @Override
    public final int read() throws IOException {
        return fill() ? room[next++] & 0xff : -1;
    }

    @Override
    public final int read(byte[] into, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(count, end - next);
        System.arraycopy(room, next, into, from, taken);
        next += taken;
        return taken;
    }
}
