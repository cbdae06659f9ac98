package dev.parley.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.TurnStatus;
import dev.parley.examples.server.http.StrictJson;
import dev.parley.examples.server.live.EventEncoder;
import dev.parley.examples.server.live.EventText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How each live event looks in JSON. */
final class EventJson implements EventEncoder {

    private static final int KEPT = 512;
    /** Longer ones are made again for each reader, so that what is kept stays below 16 MiB. */
    private static final int MAX_KEPT_CHARS = 16 * 1024;

    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

    private final LiveNames names;
    private final LongSupplier nanoTime;
    /**
     * Entries that were encoded within the last second, each where its identity says: another may take its place at any time. With
     * the second of the names, a reader who lags behind is told no name that the directory forgot two seconds ago.
     */
    private final AtomicReferenceArray<@Nullable Encoded> recent = new AtomicReferenceArray<>(KEPT);

    private record Encoded(Entry entry, EventText text, long expiry) {}

    EventJson(People people, LongSupplier nanoTime) {
        this.names = new LiveNames(people, nanoTime);
        this.nanoTime = nanoTime;
    }

    @Override
    public EventText encode(Principal reader, LiveEvent event) {
        ObjectNode json = Json.object();
        if (event instanceof LiveEvent.Appended appended) {
            return entry(reader, appended.entry());
        } else if (event instanceof LiveEvent.Truncated truncated) {
            // With the id of the last that is gone: who comes back is not told again.
            return text("truncated", truncated.firstSeq() - 1, Json.object().put("firstSeq", truncated.firstSeq()));
        } else if (event instanceof LiveEvent.Fragment fragment) {
            json.put("turn", fragment.turn().toString());
            json.put("attempt", fragment.attempt());
            json.put("offset", fragment.offset());
            json.put("text", fragment.text());
            return text("fragment", 0, json);
        } else if (event instanceof LiveEvent.TurnChanged changed) {
            return turn(changed.status());
        } else if (event instanceof LiveEvent.Typing typing) {
            return text("typing", 0, json.put("userId", typing.user().value()));
        } else if (event instanceof LiveEvent.Read read) {
            return text("read", 0, json.put("userId", read.user().value()).put("seq", read.seq()));
        } else if (event instanceof LiveEvent.Ended ended) {
            return end(ended.reason().id(), ended.cursor());
        }
        throw new IllegalStateException("An event of a type that is not known here");
    }

    @Override
    public EventText unsubscribed(long cursor) {
        return end("unsubscribed", cursor);
    }

    private static EventText end(String code, long cursor) {
        return text("end", 0, Json.object().put("code", code).put("cursor", cursor));
    }

    private static EventText turn(TurnStatus status) {
        ObjectNode json = Json.object();
        json.put("turn", status.id().toString());
        json.put("state", status.state().id());
        json.put("attempt", status.attempt());
        if (status.failure() != null) {
            json.put("failure", status.failure().id());
        }
        if (status.answer() != null) {
            json.put("message", status.answer().toString());
        }
        return text("turn", 0, json);
    }

    private EventText entry(Principal reader, Entry entry) {
        int slot = Math.floorMod(System.identityHashCode(entry), KEPT);
        Encoded known = recent.get(slot);
        if (known != null && known.entry() == entry && known.expiry() - nanoTime.getAsLong() > 0) {
            return known.text();
        }
        EventText text = text("entry", entry.seq(), json(entry, names.seenBy(reader)));
        if (text.data().length() <= MAX_KEPT_CHARS) {
            recent.set(slot, new Encoded(entry, text, nanoTime.getAsLong() + KEPT_NANOS));
        }
        return text;
    }

    private static ObjectNode json(Entry entry, People.Names names) {
        ObjectNode json = Json.object();
        json.put("seq", entry.seq());
        json.put("type", type(entry));
        json.put("at", entry.at().toString());
        json.set("author", Json.person(entry.author(), names));
        if (entry instanceof Entry.Posted posted) {
            json.set("message", Json.message(message(posted), names));
        } else if (entry instanceof Entry.Edited edited) {
            json.put("messageId", new MessageId(entry.conversation(), edited.messageSeq()).toString());
            json.put("revision", edited.revision());
            json.put("text", edited.text());
            json.put("redacted", edited.wiped());
        } else if (entry instanceof Entry.Redacted redacted) {
            json.put("messageId", new MessageId(entry.conversation(), redacted.messageSeq()).toString());
        } else if (entry instanceof Entry.Joined joined) {
            json.set("user", Json.person(joined.user(), names));
            json.put("role", joined.role().id());
        } else if (entry instanceof Entry.Left left) {
            json.set("user", Json.person(left.user(), names));
        } else if (entry instanceof Entry.Renamed renamed) {
            json.put("title", renamed.title());
        }
        return json;
    }

    private static String type(Entry entry) {
        if (entry instanceof Entry.Posted) {
            return "posted";
        } else if (entry instanceof Entry.Edited) {
            return "edited";
        } else if (entry instanceof Entry.Redacted) {
            return "redacted";
        } else if (entry instanceof Entry.Joined) {
            return "joined";
        } else if (entry instanceof Entry.Left) {
            return "left";
        }
        return "renamed";
    }

    /** The message as it was posted; edits come as entries of their own. */
    private static Message message(Entry.Posted posted) {
        MessageId id = new MessageId(posted.conversation(), posted.seq());
        return new Message(
                id,
                posted.author(),
                posted.kind(),
                posted.text(),
                posted.replyTo(),
                posted.at(),
                null,
                1,
                posted.wiped(),
                posted.ordinal(),
                posted.answer());
    }

    private static EventText text(String name, long id, ObjectNode json) {
        return new EventText(name, id, new String(StrictJson.write(json), StandardCharsets.UTF_8));
    }

    @Override
    public void forget() {
        names.forget();
        for (int slot = 0; slot < KEPT; slot++) {
            recent.set(slot, null);
        }
    }
}
