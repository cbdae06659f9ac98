package dev.parley.examples.server.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.ChatEngine;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.message.ConversationId;

import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.examples.server.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client says on a WebSocket: first who it is, then what it wants to follow. */
final class LiveSocket {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);
    private static final int MAX_PING = 64;

    private final ChatEngine engine;
    private final SocketAccess tokens;
    private final LiveConnections connections;
    private final LiveConnection connection;
    private final long opened = System.nanoTime();
    private volatile @Nullable Login login;
    private volatile boolean dismissed;

    /** Whose socket it is, and for how long. */
    private record Login(String token, Principal principal, AccessCheck access) {
        @Override
        public String toString() {
            return "Login[" + principal.user() + "]";
        }
    }

    LiveSocket(ChatEngine engine, SocketAccess tokens, LiveConnections connections, SocketWire wire) {
        this.engine = engine;
        this.tokens = tokens;
        this.connections = connections;
        this.connection = connections.socket(wire, this);
    }

    /** Takes a message. One at a time, from one thread after the other. */
    void text(String message) {
        if (dismissed) {
            return;
        }
        Login known = login;
        try {
            if (known == null) {
                authenticate(JsonBody.parse(bytes(message), "auth"));
            } else {
                obey(known, JsonBody.parse(bytes(message), "subscribe", "unsubscribe", "ping"));
            }
        } catch (ProblemException e) {
            refuse(null, e.problem());
        } catch (ChatException e) {
            refuse(null, problem(e));
        }
    }

    private static Problem problem(ChatException e) {
        if (e.code().kind() == ErrorKind.INTERNAL) {
            LOG.warn("A call on a socket failed", e);
        }
        return Problem.of(e);
    }

    private static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    private void authenticate(JsonBody body) {
        String token = body.string("auth");
        login = new Login(token, tokens.principal(token), tokens.check(token));
        connections.authenticated(this);
    }

    private void obey(Login known, JsonBody body) {
        JsonBody subscribe = body.optionalObject("subscribe", "conversation", "after");
        JsonBody unsubscribe = body.optionalObject("unsubscribe", "conversation");
        String ping = body.optionalString("ping");
        if (Stream.of(subscribe, unsubscribe, ping).filter(Objects::nonNull).count() != 1) {
            throw new ProblemException(Problem.of(
                    ApiCode.FIELD_MISSING, "subscribe", "is required, or 'unsubscribe' or 'ping' in its place"));
        }
        if (ping != null) {
            answer(ping);
            return;
        }
        JsonBody command = subscribe == null ? unsubscribe : subscribe;
        String name = command == null ? "" : command.string("conversation");
        try {
            if (subscribe == null) {
                unsubscribe(ConversationId.parse(name));
            } else {
                long after = subscribe.seq("after");
                subscribe(known, ConversationId.parse(name), after);
            }
        } catch (ProblemException e) {
            refuse(name, e.problem());
        } catch (ChatException e) {
            refuse(name, problem(e));
        }
    }

    /** Shows a page, which sees no ping frames, that the line is alive both ways. */
    private void answer(String ping) {
        boolean malformed = ping.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
        if (malformed || ping.codePointCount(0, ping.length()) > MAX_PING) {
            throw new ProblemException(
                    Problem.of(ApiCode.PING_MALFORMED, "ping", "must have at most " + MAX_PING + " code points"));
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("event", "pong");
        event.putObject("data").put("ping", ping);
        note(event);
    }

    private void note(ObjectNode event) {
        connection.note(new String(StrictJson.write(event), StandardCharsets.UTF_8));
    }

    private void subscribe(Login known, ConversationId conversation, long after) {
        if (connection.feeds().has(conversation)) {
            throw new ProblemException(Problem.of(ApiCode.SUBSCRIPTION_EXISTS));
        }
        if (connection.feeds().size() >= connections.settings().maxSubscriptions()) {
            throw new ProblemException(Problem.of(ApiCode.SUBSCRIPTIONS_TOO_MANY));
        }
        tokens.requireSubscribe(known.token(), conversation);
        Subscription subscription = ProblemException.orProblem(
                engine.session(known.principal()).subscribe(conversation, after, known.access()));
        connection.add(new Feed(conversation, known.principal(), subscription));
    }

    private void unsubscribe(ConversationId conversation) {
        if (!connection.feeds().release(conversation)) {
            throw new ProblemException(Problem.of(ApiCode.SUBSCRIPTION_UNKNOWN));
        }
    }

    /** Takes a message that is no text, which nothing here is. */
    void binary() {
        refuse(null, Problem.of(ApiCode.MESSAGE_NOT_TEXT));
        dismiss(Closing.NOT_TEXT);
    }

    private void refuse(@Nullable String conversation, Problem problem) {
        if (dismissed) {
            return;
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("event", "error");
        if (conversation != null) {
            event.put("conversation", conversation);
        }
        event.set("data", problem.toJson());
        note(event);
        if (login == null || problem.code().equals(ApiCode.UNAUTHENTICATED.id())) {
            dismiss(Closing.REFUSED);
        }
    }

    private void dismiss(Closing closing) {
        dismissed = true;
        connection.dismiss(closing);
    }

    /** Does what time has brought about. */
    void tick(long now) {
        Login known = login;
        boolean late = known == null
                && now - opened > connections.settings().authentication().toNanos();
        // While it follows something, the subscriptions end first and tell of it.
        boolean revoked = known != null
                && connection.feeds().size() == 0
                && !known.access().holds();
        if (late || revoked) {
            refuse(null, Problem.of(ApiCode.UNAUTHENTICATED));
        }
    }

    /** Refuses it before it has said anything. */
    void turnAway() {
        dismiss(Closing.TOO_MANY);
    }

    /** The connection is gone. */
    void gone() {
        connections.gone(this);
        connection.close();
    }
}
