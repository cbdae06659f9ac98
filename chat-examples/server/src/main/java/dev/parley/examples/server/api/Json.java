package dev.parley.examples.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.message.Answer;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.Message;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How each thing looks in JSON. Null is written, so that every answer of a call has the same fields; only what
 * a bot has said has more of them.
 */
final class Json {

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ObjectNode user(UserProfile profile) {
        ObjectNode json = object();
        json.put("id", profile.id().value());
        json.put("name", profile.name());
        json.set("roles", strings(profile.roles()));
        return json;
    }

    /** With the login name: for the user's own eyes. */
    static ObjectNode self(UserProfile profile) {
        ObjectNode json = object();
        json.put("id", profile.id().value());
        json.put("name", profile.name());
        json.put("email", profile.displayLogin());
        json.set("roles", strings(profile.roles()));
        return json;
    }

    static ObjectNode conversation(Conversation conversation, People.Names names) {
        ObjectNode json = object();
        json.put("id", conversation.id().toString());
        json.put("title", conversation.title());
        ArrayNode participants = json.putArray("participants");
        conversation
                .participants()
                .forEach(p ->
                        participants.add(participant(p.user(), p.role(), names).put("readSeq", p.readSeq())));
        json.put("createdAt", conversation.createdAt().toString());
        return json;
    }

    static ObjectNode participant(UserId user, ParticipantRole role, People.Names names) {
        ObjectNode json = object();
        json.put("userId", user.value());
        json.put("name", names.of(user));
        json.put("role", role.id());
        return json;
    }

    static ObjectNode summary(ConversationSummary summary, People.Names names) {
        ObjectNode json = object();
        json.put("id", summary.id().toString());
        json.put("title", summary.title());
        Message last = summary.lastMessage();
        json.set("lastMessage", last == null ? null : message(last, names));
        json.put("unread", summary.unread());
        json.put("lastActivity", summary.lastActivity().toString());
        return json;
    }

    static ObjectNode person(UserId user, People.Names names) {
        ObjectNode json = object();
        json.put("id", user.value());
        json.put("name", names.of(user));
        return json;
    }

    static ObjectNode message(Message message, People.Names names) {
        ObjectNode json = object();
        json.put("id", message.id().toString());
        json.put("seq", message.seq());
        json.set("author", person(message.author(), names));
        json.put("kind", message.kind().id());
        json.put("text", message.text());
        json.put("replyTo", message.replyTo() == null ? null : message.replyTo().toString());
        json.put("createdAt", message.createdAt().toString());
        json.put("editedAt", orNull(message.editedAt()));
        json.put("revision", message.revision());
        json.put("redacted", message.redacted());
        Answer answer = message.answer();
        if (answer != null) {
            json.put("turn", answer.turn().toString());
            if (answer.stopped()) {
                json.put("stopped", true);
            }
        }
        return json;
    }

    static @Nullable String orNull(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static ArrayNode strings(Collection<String> values) {
        ArrayNode array = array();
        values.stream().sorted().forEach(array::add);
        return array;
    }
}
