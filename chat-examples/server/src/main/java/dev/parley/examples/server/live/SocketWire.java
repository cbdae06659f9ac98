package dev.parley.examples.server.live;

import dev.parley.core.message.ConversationId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Writes events as text messages of a WebSocket, each when the one before is out. */
final class SocketWire implements Wire {

    private final Session session;
    private final EndPoint endPoint;

    /**
     * A wire for a socket that is open.
     *
     * @param session the socket
     * @param endPoint what it is on
     * @param idle how long it may be idle
     */
    SocketWire(Session session, EndPoint endPoint, Duration idle) {
        this.session = session;
        this.endPoint = endPoint;
        session.setIdleTimeout(idle);
    }

    @Override
    public String frame(ConversationId conversation, EventText event) {
        String id = event.id() == 0 ? "" : "\"id\":" + event.id() + ",";
        return "{\"event\":\"" + event.name() + "\",\"conversation\":\"" + conversation + "\"," + id + "\"data\":"
                + event.data() + "}";
    }

    @Override
    public void send(List<String> frames, Sender sender) {
        new Sending(frames, sender).next();
    }

    /** A batch on its way. */
    private final class Sending implements Callback {
        private final Queue<String> rest;
        private final Sender sender;
        /** How often it was told to go on: a message may be out before its sending has returned. */
        private final AtomicInteger turns = new AtomicInteger();

        Sending(List<String> frames, Sender sender) {
            this.rest = new ArrayDeque<>(frames);
            this.sender = sender;
        }

        void next() {
            if (turns.getAndIncrement() != 0) {
                return;
            }
            do {
                String frame = rest.poll();
                if (frame == null) {
                    sender.sent();
                } else {
                    session.sendText(frame, this);
                }
            } while (turns.decrementAndGet() != 0);
        }

        @Override
        public void succeed() {
            next();
        }

        @Override
        public void fail(Throwable e) {
            sender.lost();
        }
    }

    @Override
    public void sendHeartbeat(Sender sender) {
        session.sendPing(ByteBuffer.allocate(0), Callback.from(sender::sent, e -> sender.lost()));
    }

    @Override
    public void finish(Closing closing) {
        session.close(closing.code(), closing.name().toLowerCase(Locale.ROOT), Callback.NOOP);
    }

    @Override
    public void cut() {
        Reset.close(endPoint);
    }
}
