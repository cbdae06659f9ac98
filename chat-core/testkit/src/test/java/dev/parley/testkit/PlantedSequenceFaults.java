package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.AppendResult.Appended;
import dev.parley.core.store.AppendResult.Conflict;
import dev.parley.core.store.AppendResult.Duplicate;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One fault for each of the rules CL-1 to CL-9. */
final class PlantedSequenceFaults {

    private final InstantSource clock;

    PlantedSequenceFaults(InstantSource clock) {
        this.clock = clock;
    }

    /** What a faulty log makes of the answer to an append. */
    private interface Twist {
        AppendResult apply(ChatLog log, Principal principal, ConversationId room, Draft draft, AppendResult result);
    }

    private static ChatLog twisted(ChatLog delegate, Twist twist) {
        return new ForwardingChatLog(delegate) {
            @Override
            public AppendResult append(Principal principal, ConversationId room, Draft draft, Deadline deadline) {
                AppendResult result = super.append(principal, room, draft, deadline);
                return twist.apply(delegate, principal, room, draft, result);
            }
        };
    }

    /** {@return the faulty log for a rule} */
    ChatLog plant(String rule, ChatLog log) {
        return switch (rule) {
            case "CL-1" -> skipsASeqUnderLoad(log);
            case "CL-2" ->
                twisted(
                        log,
                        (l, p, room, draft, result) -> result instanceof Duplicate duplicate
                                ? new Duplicate(Planted.at(duplicate.message(), clock.instant()))
                                : result);
            case "CL-3" -> ignoresTheReplyLink(log);
            case "CL-4" -> sharesKeysBetweenAuthors(log);
            case "CL-5" -> losesTrackOfManyRepeats(log);
            case "CL-6" ->
                twisted(
                        log,
                        (l, p, room, draft, result) -> result instanceof Duplicate duplicate
                                        && duplicate.message().revision() > 1
                                        && !duplicate.message().text().equals(draft.text())
                                ? new Conflict()
                                : result);
            case "CL-7" -> stripsText(log);
            case "CL-8" ->
                twisted(
                        log,
                        (l, p, room, draft, result) -> result instanceof Appended appended
                                ? new Appended(Planted.at(appended.message(), clock.instant()), appended.turns())
                                : result);
            case "CL-9" -> goesOnAfterItsTime(log);
            default -> throw new IllegalArgumentException(rule);
        };
    }

    private static ChatLog skipsASeqUnderLoad(ChatLog log) {
        AtomicInteger appended = new AtomicInteger();
        return twisted(log, (l, p, room, draft, result) -> {
            if (result instanceof Appended a && appended.incrementAndGet() == 100) {
                return new Appended(Planted.numbered(a.message(), a.message().seq() + 1), a.turns());
            }
            return result;
        });
    }

    private static ChatLog ignoresTheReplyLink(ChatLog log) {
        return twisted(
                log,
                (l, p, room, draft, result) ->
                        result instanceof Conflict && draft.replyTo().isPresent()
                                ? l.append(p, room, Draft.of(draft.key(), draft.text()), Planted.deadline())
                                : result);
    }

    private static ChatLog sharesKeysBetweenAuthors(ChatLog log) {
        Map<Map.Entry<ConversationId, IdempotencyKey>, UserId> first = new ConcurrentHashMap<>();
        return twisted(log, (l, p, room, draft, result) -> {
            if (!(result instanceof Appended)) {
                return result;
            }
            UserId owner = first.computeIfAbsent(Map.entry(room, draft.key()), key -> p.user());
            return owner.equals(p.user()) ? result : new Conflict();
        });
    }

    private static ChatLog losesTrackOfManyRepeats(ChatLog log) {
        AtomicInteger repeats = new AtomicInteger();
        return twisted(
                log,
                (l, p, room, draft, result) -> result instanceof Duplicate duplicate && repeats.incrementAndGet() > 150
                        ? new Appended(duplicate.message(), List.of())
                        : result);
    }

    private static ChatLog goesOnAfterItsTime(ChatLog log) {
        return new ForwardingChatLog(log) {
            @Override
            public Outcome<Change> rename(Principal principal, ConversationId room, String title, Deadline deadline) {
                return super.rename(principal, room, title, Planted.deadline());
            }
        };
    }

    private static ChatLog stripsText(ChatLog log) {
        return new ForwardingChatLog(log) {
            @Override
            public Outcome<Page<Message, Long>> messages(
                    Principal principal, ConversationId room, HistoryRange range, Deadline deadline) {
                return super.messages(principal, room, range, deadline)
                        .map(page -> Planted.map(
                                page, m -> Planted.saying(m, m.text().strip())));
            }
        };
    }
}
