package dev.parley.core.message;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a conversation is created from. The creator becomes its owner and need not be named. Immutable.
 *
 * @param title its title; may be empty or blank; at most {@link ChatLimits#maxTitleCodePoints()} code points
 * @param participants the others by role; a role given to the creator here is ignored
 * @param openHistory whether those who join later see what was said before; false by default
 */
public record NewConversation(String title, Map<UserId, ParticipantRole> participants, boolean openHistory) {

    /**
     * Copies the map and keeps its order.
     *
     * @param title as in the record
     * @param participants as in the record
     * @param openHistory as in the record
     */
    public NewConversation {
        participants = Collections.unmodifiableMap(new LinkedHashMap<>(participants));
    }

    /**
     * A conversation with members. With exactly one other it is {@linkplain ConversationType#DIRECT direct}.
     *
     * @param title its title
     * @param members the others, as members
     * @return the conversation to be created
     */
    public static NewConversation of(String title, UserId... members) {
        Map<UserId, ParticipantRole> roles = new LinkedHashMap<>();
        Arrays.stream(members).forEach(member -> roles.put(member, ParticipantRole.MEMBER));
        return new NewConversation(title, roles, false);
    }

    /**
     * The same with one participant more.
     *
     * @param user who
     * @param role their role
     * @return a new object
     */
    public NewConversation with(UserId user, ParticipantRole role) {
        Map<UserId, ParticipantRole> roles = new LinkedHashMap<>(participants);
        roles.put(user, role);
        return new NewConversation(title, roles, openHistory);
    }

    /**
     * The same without who creates it, for a creator is an owner in any case.
     *
     * @param creator who creates it
     * @return this, or a new object
     */
    public NewConversation createdBy(UserId creator) {
        if (!participants.containsKey(creator)) {
            return this;
        }
        Map<UserId, ParticipantRole> others = new LinkedHashMap<>(participants);
        others.remove(creator);
        return new NewConversation(title, others, openHistory);
    }

    /**
     * The same with its history open to those who join later.
     *
     * @return a new object
     */
    public NewConversation withOpenHistory() {
        return new NewConversation(title, participants, true);
    }
}
