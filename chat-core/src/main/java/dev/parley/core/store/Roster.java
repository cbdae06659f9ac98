package dev.parley.core.store;

import dev.parley.core.message.Participant;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who takes part in an in-memory conversation, and who did. Guarded by the conversation's lock. */
final class Roster {

    private static final Comparator<Seat> BY_STANDING =
            Comparator.comparing(Seat::joinedAt).thenComparing(Seat::user);

    private final Map<UserId, Seat> seats = new HashMap<>();
    private final Map<UserId, Departure> departed = new HashMap<>();
    private List<UserId> bots = List.of();

    /** Who is gone, and since when. */
    record Departure(Seat seat, Instant leftAt) {}

    @Nullable
    Seat seat(UserId user) {
        return seats.get(user);
    }

    @Nullable
    Departure departure(UserId user) {
        return departed.get(user);
    }

    Collection<Seat> seats() {
        return seats.values();
    }

    Collection<Departure> departures() {
        return departed.values();
    }

    /** Adds somebody of whom is restored that they are gone. */
    void restore(Departure departure) {
        departed.put(departure.seat().user(), departure);
    }

    Set<UserId> users() {
        return Set.copyOf(seats.keySet());
    }

    int size() {
        return seats.size();
    }

    void put(Seat seat) {
        departed.remove(seat.user());
        Seat before = seats.put(seat.user(), seat);
        if (before == null || before.role() != seat.role()) {
            bots = botsAmong(seats);
        }
    }

    private static List<UserId> botsAmong(Map<UserId, Seat> seats) {
        return seats.values().stream()
                .filter(seat -> seat.role() == ParticipantRole.BOT)
                .map(Seat::user)
                .sorted()
                .toList();
    }

    /** {@return the bots that take part, in ascending order} */
    List<UserId> bots() {
        return bots;
    }

    /** Takes a participant out and passes ownership on if nobody holds it any more. */
    void remove(Seat seat, Instant at) {
        seats.remove(seat.user());
        bots = botsAmong(seats);
        departed.put(seat.user(), new Departure(seat, at));
        if (seats.values().stream().noneMatch(other -> other.role() == ParticipantRole.OWNER)) {
            seats.values().stream()
                    .filter(other -> other.role() != ParticipantRole.BOT)
                    .min(BY_STANDING)
                    .ifPresent(heir -> put(heir.withRole(ParticipantRole.OWNER)));
        }
    }

    void forget(UserId user) {
        departed.remove(user);
    }

    List<Participant> participants() {
        return seats.values().stream()
                .sorted(BY_STANDING)
                .map(Seat::toParticipant)
                .toList();
    }
}
