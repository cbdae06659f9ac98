package dev.parley.store.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;

/** Speaks as much S3 as a small archive needs, says yes to everything, and keeps what it likes. */
final class LyingServer implements AutoCloseable {

    private final Map<String, byte[]> kept = new ConcurrentSkipListMap<>();
    private final BiFunction<String, byte[], byte[]> lie;
    private final HttpServer server;

    /**
     * Starts.
     *
     * @param lie what is kept of an object; of no bytes nothing is
     */
    LyingServer(BiFunction<String, byte[], byte[]> lie) {
        this.lie = lie;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/" + TestS3.BUCKET, this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath().substring(TestS3.BUCKET.length() + 1);
        byte[] content = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("ETag", "\"an-etag\"");
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                byte[] taken = lie.apply(key, content);
                if (taken.length > 0 || content.length == 0) {
                    kept.put(key, taken);
                }
                send(exchange, 200, new byte[0]);
            }
            case "DELETE" -> {
                kept.remove(key);
                send(exchange, 204, new byte[0]);
            }
            case "HEAD" -> {
                byte[] found = kept.get(key);
                exchange.getResponseHeaders().add("Content-Length", Integer.toString(found == null ? 0 : found.length));
                exchange.sendResponseHeaders(found == null ? 404 : 200, -1);
                exchange.close();
            }
            default -> {
                String query = exchange.getRequestURI().getQuery();
                if (query != null && query.contains("list-type=2")) {
                    send(exchange, 200, list(query).getBytes(StandardCharsets.UTF_8));
                } else {
                    byte[] found = kept.get(key);
                    send(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
                }
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String list(String query) {
        String prefix = query.replaceAll(".*prefix=([^&]*).*", "$1");
        StringBuilder contents = new StringBuilder();
        String now = DateTimeFormatter.ISO_INSTANT.format(Instant.now().atOffset(ZoneOffset.UTC));
        kept.forEach((key, content) -> {
            if (key.startsWith("/" + prefix)) {
                contents.append("<Contents><Key>")
                        .append(key.substring(1))
                        .append("</Key><LastModified>")
                        .append(now)
                        .append("</LastModified><Size>")
                        .append(content.length)
                        .append("</Size></Contents>");
            }
        });
        return "<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>false</IsTruncated>" + contents
                + "</ListBucketResult>";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
