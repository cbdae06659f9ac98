package dev.parley.examples.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The server's ends of the connections to it, as Linux sees them. A client that does not read can't learn from its own end
 * that the server has dropped it: the end of the stream stands behind what it does not read.
 */
final class ServerSockets {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final int HEX = 16;
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int QUEUES = 4;

    private ServerSockets() {}

    /**
     * One end.
     *
     * @param established whether the server still holds it
     * @param queued how many bytes wait in the kernel for the client to take them
     */
    record End(boolean established, long queued) {}

    /** {@return the server's ends by the port of the client} */
    static Map<Integer, End> of(int serverPort) throws IOException {
        Map<Integer, End> ends = new HashMap<>();
        for (Path table : TABLES) {
            List<String> lines = Files.exists(table) ? Files.readAllLines(table) : List.of();
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                String[] columns = line.trim().split("\\s+", QUEUES + 2);
                if (port(columns[LOCAL]) == serverPort) {
                    String queue = columns[QUEUES].substring(0, columns[QUEUES].indexOf(':'));
                    ends.put(
                            port(columns[REMOTE]),
                            new End(columns[STATE].equals(ESTABLISHED), Long.parseLong(queue, HEX)));
                }
            }
        }
        return ends;
    }

    private static int port(String address) {
        return Integer.parseInt(address, address.indexOf(':') + 1, address.length(), HEX);
    }
}
