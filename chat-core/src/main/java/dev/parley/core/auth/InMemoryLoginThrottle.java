package dev.parley.core.auth;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Lanes in a map. Every access holds the monitor, so that a slot is taken in all lanes or in none. */
final class InMemoryLoginThrottle implements LoginThrottle {

    private static final int MAX_LANES = 100_000;
    private static final int MAX_LANES_A_CALL = 8;
    private static final Duration OVERLOADED = Duration.ofSeconds(30);

    private final InMemoryGate gate;
    private final Map<Key, ThrottledLane> lanes = new LinkedHashMap<>();

    private record Key(TenantId tenant, LoginLane.Kind kind, String subject) {

        static Key of(TenantId tenant, LoginLane lane) {
            return new Key(tenant, lane.kind(), lane.subject());
        }
    }

    InMemoryLoginThrottle(InstantSource clock) {
        this.gate = new InMemoryGate("throttle", clock);
    }

    @Override
    public synchronized Decision acquire(TenantId tenant, List<LoginLane> asked, Deadline deadline) {
        requireDifferent(tenant, asked);
        Instant now = gate.enter(deadline);
        Decision.Refused longest = null;
        for (LoginLane lane : asked) {
            ThrottledLane state = lanes.get(Key.of(tenant, lane));
            Duration wait = state == null ? null : state.waitFor(lane, now);
            if (wait != null && (longest == null || wait.compareTo(longest.retryAfter()) > 0)) {
                longest = new Decision.Refused(lane.kind(), wait);
            }
        }
        if (longest != null) {
            return longest;
        }
        makeRoom(tenant, asked, now);
        Slot slot = new Slot(UUID.randomUUID().toString(), tenant, asked);
        for (LoginLane lane : asked) {
            lanes.computeIfAbsent(Key.of(tenant, lane), key -> new ThrottledLane(lane))
                    .take(slot.id(), lane, now);
        }
        return new Decision.Admitted(slot);
    }

    private static void requireDifferent(TenantId tenant, List<LoginLane> asked) {
        Set<Key> keys = new HashSet<>();
        asked.forEach(lane -> keys.add(Key.of(tenant, lane)));
        if (asked.isEmpty() || asked.size() > MAX_LANES_A_CALL || keys.size() < asked.size()) {
            throw new IllegalArgumentException("There must be 1 to 8 lanes of different kinds or subjects");
        }
    }

    private void makeRoom(TenantId tenant, List<LoginLane> asked, Instant now) {
        long wanted = asked.stream()
                .filter(lane -> !lanes.containsKey(Key.of(tenant, lane)))
                .count();
        if (wanted > 0 && lanes.size() + wanted > MAX_LANES) {
            lanes.values().removeIf(lane -> lane.forgotten(now));
            if (lanes.size() + wanted > MAX_LANES) {
                throw ChatException.passing(
                        ErrorCode.STORE_OVERLOADED,
                        "The in-memory throttle has no room for more lanes",
                        OVERLOADED,
                        null);
            }
        }
    }

    @Override
    public synchronized void settle(Slot slot, Verdict verdict, Deadline deadline) {
        Instant now = gate.enter(deadline);
        for (LoginLane lane : slot.lanes()) {
            lanes.computeIfPresent(Key.of(slot.tenant(), lane), (key, state) -> {
                state.settle(slot.id(), lane, verdict, now);
                return state.forgotten(now) ? null : state;
            });
        }
    }

    @Override
    public synchronized void clear(TenantId tenant, LoginLane.Kind kind, String subject, Deadline deadline) {
        gate.enter(deadline);
        lanes.remove(new Key(tenant, kind, subject));
    }

    @Override
    public synchronized int purge(int limit, Deadline deadline) {
        InMemoryGate.requireLimit(limit);
        Instant now = gate.enter(deadline);
        List<Key> over = lanes.entrySet().stream()
                .filter(entry -> entry.getValue().forgotten(now))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        over.forEach(lanes::remove);
        return over.size();
    }

    @Override
    public synchronized void close() {
        gate.close();
        lanes.clear();
    }
}
