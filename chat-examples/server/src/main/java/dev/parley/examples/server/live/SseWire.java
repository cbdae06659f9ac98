package dev.parley.examples.server.live;

import dev.parley.core.message.ConversationId;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes server-sent events (HTML Living Standard §9.2) without ever blocking. */
final class SseWire implements Wire, WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(SseWire.class);

    private static final String COMMENT = ":\n\n";

    private final Context ctx;
    private final EndPoint endPoint;
    private final long idleBefore;
    private final Runnable onEnd;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();

    /** What is to be written, then to be flushed. The monitor of this object guards the state, not the writing. */
    private byte @Nullable [] unwritten;

    private boolean unflushed;
    private @Nullable Sender sender;

    /**
     * A wire for a request that nothing was answered to.
     *
     * @param ctx the request
     * @param idle how long the connection may be idle meanwhile: the server's own limit is for connections that are not
     *     watched
     * @param onEnd called once when the answer is complete, for whatever reason
     */
    SseWire(Context ctx, Duration idle, Runnable onEnd) {
        this.ctx = ctx;
        this.endPoint = Reset.endPoint(ctx);
        this.idleBefore = endPoint.getIdleTimeout();
        this.onEnd = onEnd;
        endPoint.setIdleTimeout(idle.toMillis());
    }

    /** Sends the head of the answer; the sender hears when it is out. */
    void start(Sender first) {
        ctx.status(200).contentType("text/event-stream");
        // Proxies that collect an answer before they pass it on let this one through.
        ctx.header("X-Accel-Buffering", "no");
        ctx.future(() -> {
            ctx.req().getAsyncContext().setTimeout(0);
            sender = first;
            unwritten = COMMENT.getBytes(StandardCharsets.UTF_8);
            listen(first);
            return done;
        });
    }

    private void listen(Sender first) {
        try {
            ctx.res().getOutputStream().setWriteListener(this);
        } catch (IOException e) {
            LOG.debug("A client went away before its stream began", e);
            first.lost();
            end();
        }
    }

    @Override
    public String frame(ConversationId conversation, EventText event) {
        String id = event.id() == 0 ? "" : "id: " + event.id() + "\n";
        return id + "event: " + event.name() + "\ndata: " + event.data() + "\n\n";
    }

    @Override
    public void send(List<String> frames, Sender next) {
        synchronized (this) {
            unwritten = String.join("", frames).getBytes(StandardCharsets.UTF_8);
            sender = next;
        }
        advance();
    }

    @Override
    public void sendHeartbeat(Sender next) {
        send(List.of(COMMENT), next);
    }

    @Override
    public void onWritePossible() {
        advance();
    }

    /** Goes on as far as the connection takes it; called again by the container when it takes more. */
    private void advance() {
        Sender ended = null;
        IOException failure = null;
        synchronized (this) {
            try {
                ServletOutputStream out = ctx.res().getOutputStream();
                while (sender != null && out.isReady()) {
                    if (unwritten != null) {
                        byte[] bytes = unwritten;
                        unwritten = null;
                        unflushed = true;
                        out.write(bytes);
                    } else if (unflushed) {
                        unflushed = false;
                        out.flush();
                    } else {
                        ended = sender;
                        sender = null;
                    }
                }
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            onError(failure);
        } else if (ended != null) {
            ended.sent();
        }
    }

    @Override
    public void onError(Throwable e) {
        LOG.debug("A stream broke off", e);
        Sender lost;
        synchronized (this) {
            lost = sender;
            sender = null;
            unwritten = null;
        }
        if (lost != null) {
            lost.lost();
        }
        end();
    }

    @Override
    public void finish(Closing closing) {
        end();
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            endPoint.setIdleTimeout(idleBefore);
            onEnd.run();
            done.complete(null);
        }
    }

    @Override
    public void cut() {
        // Before the answer ends: else the container would still wait for what is being written.
        Reset.close(endPoint);
        end();
    }
}
