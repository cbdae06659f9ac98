package dev.parley.examples.server.live;

import dev.parley.core.ChatEngine;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSockets that are open. Thread-safe. */
public final class LiveSockets {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSockets.class);

    private static final String END_POINT = LiveSockets.class.getName();

    private final ChatEngine engine;
    private final SocketAccess tokens;
    private final LiveConnections connections;
    private final Map<Session, LiveSocket> sockets = new ConcurrentHashMap<>();

    /**
     * None as yet.
     *
     * @param engine what is followed
     * @param tokens says whose tokens are taken
     * @param connections what writes to them
     */
    public LiveSockets(ChatEngine engine, SocketAccess tokens, LiveConnections connections) {
        this.engine = engine;
        this.tokens = tokens;
        this.connections = connections;
    }

    /** Takes what happens on the sockets of a path. */
    public void addTo(WsConfig ws) {
        ws.onConnect(ctx -> opened(ctx.session, Objects.requireNonNull(ctx.<EndPoint>attribute(END_POINT))));
        ws.onMessage(ctx -> of(ctx.session).text(ctx.message()));
        ws.onBinaryMessage(ctx -> of(ctx.session).binary());
        ws.onClose(ctx -> gone(ctx.session));
        ws.onError(ctx -> {
            LOG.debug("A socket broke", ctx.error());
            gone(ctx.session);
        });
    }

    /** Keeps what only the request for a socket tells: the connection that it is on. */
    public static void upgrading(Context ctx) {
        ctx.attribute(END_POINT, Reset.endPoint(ctx));
    }

    private void opened(Session session, EndPoint endPoint) {
        SocketWire wire =
                new SocketWire(session, endPoint, connections.settings().idle());
        LiveSocket socket = new LiveSocket(engine, tokens, connections, wire);
        sockets.put(session, socket);
        if (connections.unauthenticated() > connections.settings().maxUnauthenticated()) {
            socket.turnAway();
        }
    }

    private LiveSocket of(Session session) {
        LiveSocket socket = sockets.get(session);
        if (socket == null) {
            throw new IllegalStateException("A socket that is not open has sent something");
        }
        return socket;
    }

    private void gone(Session session) {
        LiveSocket socket = sockets.remove(session);
        if (socket != null) {
            socket.gone();
        }
    }
}
