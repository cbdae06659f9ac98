package dev.parley.examples.server.http;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server: Javalin on Jetty, with bounds on every client and problems for every error. */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private static final int INTERNAL_ERROR = 500;
    private static final int MAX_HEADER_BYTES = 8 * 1024;
    /** Left to itself, the system takes megabytes for each client that does not read. */
    private static final int SEND_BUFFER_BYTES = 128 * 1024;
    /** Enough for a token, or for an id with a number. */
    private static final int MAX_SOCKET_MESSAGE_BYTES = 4 * 1024;
    /** Of the 250 threads that Javalin gives Jetty, so many may be at work for clients. */
    private static final int MOST_REQUESTS = 200;
    /** Until a socket is open; then its own bounds hold. */
    private static final Duration SOCKET_IDLE = Duration.ofMinutes(1);
    /** Ends clients that send or take nothing at all. */
    private static final Duration IDLE = Duration.ofSeconds(20);
    /** Ends clients that send the head of a request too slowly. */
    private static final Duration HEAD = Duration.ofSeconds(10);
    /** How long requests that are being handled at a stop may go on. */
    private static final Duration STOP = Duration.ofSeconds(5);

    /** How often a stop looks whether requests are still being handled. */
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Javalin javalin;
    private final URI address;

    private HttpServer(Javalin javalin, String host) {
        this.javalin = javalin;
        this.address = URI.create("http://" + host + ":" + javalin.port());
    }

    /**
     * Starts a server.
     *
     * @param host the address to listen on
     * @param port the port, 0 for a free one
     * @param edge decides on origins, and from where requests come
     * @param routes adds the routes
     * @return the server, which accepts requests
     * @throws IOException if the address can't be listened on
     */
    public static HttpServer start(String host, int port, Edge edge, Consumer<RoutesConfig> routes) throws IOException {
        Javalin javalin = Javalin.create(config -> {
            configure(config, edge);
            config.jetty.addConnector((server, http) -> connector(server, http, edge, host, port));
            config.routes.before(edge::preflight);
            routes.accept(config.routes);
        });
        try {
            javalin.start();
        } catch (RuntimeException e) {
            javalin.stop();
            throw new IOException("Can't listen on port " + port, e);
        }
        return new HttpServer(javalin, host);
    }

    private static void configure(JavalinConfig config, Edge edge) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyErrors(edge));
            server.setStopTimeout(STOP.toMillis());
            server.insertHandler(new LoadShedding(MOST_REQUESTS));
            server.insertHandler(new GracefulHandler());
        });
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setMaxTextMessageSize(MAX_SOCKET_MESSAGE_BYTES);
            factory.setMaxBinaryMessageSize(MAX_SOCKET_MESSAGE_BYTES);
            factory.setIdleTimeout(SOCKET_IDLE);
        });
        config.routes.exception(ProblemException.class, (e, ctx) -> Answers.problem(ctx, e.problem()));
        config.routes.exception(ChatException.class, HttpServer::chatException);
        config.routes.exception(HttpResponseException.class, HttpServer::refusedByJavalin);
        config.routes.exception(IOException.class, HttpServer::brokenOff);
        config.routes.exception(Exception.class, HttpServer::defect);
        config.router.javaLangErrorHandler((response, error) -> {
            LOG.error("A request failed", error);
            response.setStatus(INTERNAL_ERROR);
        });
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, Edge edge, String host, int port) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        // Jetty looks headers up among those of earlier requests on the connection, whatever their case: a token that
        // begins as one of them would be read in the letters of that one.
        http.setHeaderCacheSize(0);
        http.addCustomizer(edge);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        SlowConnections.watch(connector, http, HEAD);
        return connector;
    }

    private static void chatException(ChatException e, Context ctx) {
        Problem problem = Problem.of(e);
        if (problem.status() == INTERNAL_ERROR) {
            LOG.error("A call failed", e);
        } else if (problem.retryAfter() != null) {
            LOG.warn("A call failed: {}", problem.code());
        }
        Answers.problem(ctx, problem);
    }

    private static void refusedByJavalin(HttpResponseException e, Context ctx) {
        String methods = e.getDetails().get("availableMethods");
        if (methods != null) {
            ctx.header("Allow", methods + ", OPTIONS");
        }
        if (methods != null && ctx.method().equals(HandlerType.OPTIONS)) {
            Answers.noContent(ctx);
        } else {
            Answers.problem(ctx, JettyErrors.of(e.getStatus()));
        }
    }

    private static void brokenOff(IOException e, Context ctx) {
        if (ctx.res().isCommitted()) {
            LOG.debug("A client went away while it was answered", e);
        } else {
            defect(e, ctx);
        }
    }

    private static void defect(Exception e, Context ctx) {
        LOG.error("A request failed", e);
        Answers.problem(ctx, Problem.of(ErrorCode.INTERNAL, null));
    }

    /** {@return where the server listens} */
    public URI address() {
        return address;
    }

    /** Waits until the server has stopped. */
    public void join() throws InterruptedException {
        javalin.jettyServer().server().join();
    }

    /**
     * Closes the port, refuses further requests on connections that are open, and waits for those that are being handled.
     *
     * @param endless how many of them are not waited for
     */
    public void refuse(IntSupplier endless) {
        Server server = javalin.jettyServer().server();
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof NetworkConnector port) {
                port.close();
            }
        }
        GracefulHandler requests = server.getDescendant(GracefulHandler.class);
        Future<Void> done = requests.shutdown();
        long start = System.nanoTime();
        try {
            while (!done.isDone()
                    && requests.getCurrentRequestCount() > endless.getAsInt()
                    && System.nanoTime() - start < STOP.toNanos()) {
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops taking requests, waits for those that are being handled, and closes the port. */
    @Override
    public void close() {
        javalin.stop();
    }
}
