package dev.parley.examples.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.web.client.TrustedProxies;
import dev.parley.web.origin.AllowedOrigins;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadSheddingTest {

    private static final int MOST = 200;
    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch arrived = new CountDownLatch(MOST);
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void whatIsTooMuchIsRefusedWhileTheRestIsHandled() throws IOException, InterruptedException {
        Edge edge = new Edge(AllowedOrigins.none(), TrustedProxies.none());
        try (HttpServer server = HttpServer.start("127.0.0.1", 0, edge, routes -> {
            routes.get("/held", ctx -> {
                arrived.countDown();
                assertThat(released.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                ctx.result("held");
            });
            routes.get("/free", ctx -> ctx.result("free"));
        })) {
            HttpRequest held = to(server, "/held");
            List<CompletableFuture<HttpResponse<String>>> handled = IntStream.range(0, MOST)
                    .mapToObj(n -> client.sendAsync(held, HttpResponse.BodyHandlers.ofString()))
                    .toList();
            assertThat(arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

            HttpResponse<String> refused = get(server, "/free");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(refused.body()).contains("\"code\":\"overloaded\"");

            released.countDown();
            assertThat(handled)
                    .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("held"));
            assertThat(get(server, "/free").body()).isEqualTo("free");
        }
    }

    private HttpResponse<String> get(HttpServer server, String path) throws IOException, InterruptedException {
        return client.send(to(server, path), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest to(HttpServer server, String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).build();
    }
}
