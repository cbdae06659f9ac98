package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A stream of server-sent events as it comes through a socket, chunk by chunk. */
final class EventStream implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    /** The status line and the headers. */
    final String head;

    private int comments;
    private int leftOfChunk;
    private boolean begun;
    private boolean ended;

    /** An event; its id is empty unless it has one. */
    record Event(String name, String id, JsonNode data) {
        String field(String field) {
            return data.path(field).asText();
        }
    }

    private EventStream(URI server, String path, int receiveBuffer, String... headers) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getByName(server.getHost()), server.getPort()));
        socket.setSoTimeout(PATIENCE_MILLIS);
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        in = socket.getInputStream();
        StringBuilder lines = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.append(line).append('\n');
        }
        head = lines.toString();
    }

    /** Opens the stream of a conversation, which must be granted. */
    static EventStream open(TestServer server, Client reader, String conversation, String query, String... headers) {
        return open(server, reader, conversation, 0, query, headers);
    }

    /** A stream that the system buffers little of. */
    static EventStream open(
            TestServer server, Client reader, String conversation, int receiveBuffer, String query, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Authorization";
        all[1] = "Bearer " + reader.token();
        System.arraycopy(headers, 0, all, 2, headers.length);
        String path = "/api/conversations/" + conversation + "/events" + query;
        try {
            return granted(new EventStream(server.address(), path, receiveBuffer, all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole stream of a conversation, at any server. */
    static EventStream open(URI server, Client reader, String conversation) {
        String path = "/api/conversations/" + conversation + "/events";
        try {
            return granted(new EventStream(server, path, 0, "Authorization", "Bearer " + reader.token()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EventStream granted(EventStream stream) {
        assertThat(stream.head).startsWith("HTTP/1.1 200 ");
        return stream;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            assertThat(b).as("The connection was cut").isNotNegative();
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** The next byte of the body, or -1 at its proper end. */
    int read() {
        try {
            if (ended) {
                return -1;
            }
            if (leftOfChunk == 0) {
                if (begun) {
                    line();
                }
                begun = true;
                leftOfChunk = Integer.parseInt(line(), 16);
                if (leftOfChunk == 0) {
                    ended = true;
                    return -1;
                }
            }
            leftOfChunk--;
            int b = in.read();
            assertThat(b).as("The connection was cut").isNotNegative();
            return b;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next event. */
    Event next() {
        List<String> lines = new ArrayList<>();
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = read(); b != '\n'; b = read()) {
                assertThat(b).as("The stream ended within an event").isNotNegative();
                line.write(b);
            }
            String text = line.toString(StandardCharsets.UTF_8);
            if (text.startsWith(":")) {
                comments++;
            } else if (!text.isEmpty()) {
                lines.add(text);
            } else if (!lines.isEmpty()) {
                return event(lines);
            }
        }
    }

    static Event event(List<String> lines) {
        String name = "";
        String id = "";
        String data = "";
        for (String line : lines) {
            String value = line.substring(line.indexOf(": ") + 2);
            switch (line.substring(0, line.indexOf(": "))) {
                case "event" -> name = value;
                case "id" -> id = value;
                case "data" -> data = value;
                default -> throw new AssertionError("Not a field of an event: " + line);
            }
        }
        return new Event(name, id, Client.parse(data));
    }

    /** The events up to one, which is the last of them. */
    List<Event> until(Predicate<Event> last) {
        List<Event> events = new ArrayList<>();
        do {
            events.add(next());
        } while (!last.test(events.get(events.size() - 1)));
        return events;
    }

    /** Waits for an event of a type and passes over what comes before. */
    Event next(String name) {
        List<Event> events = until(event -> event.name().equals(name));
        return events.get(events.size() - 1);
    }

    /** Waits for a comment. */
    void awaitComment() {
        int before = comments;
        while (comments == before) {
            int b = read();
            assertThat(b).isNotNegative();
            comments += b == ':' ? 1 : 0;
        }
    }

    /** Checks that the stream ends properly here. */
    void isOver() {
        assertThat(read()).isEqualTo(-1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
