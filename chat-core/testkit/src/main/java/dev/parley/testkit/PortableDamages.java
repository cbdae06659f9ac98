package dev.parley.testkit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What can be wrong with parts in the portable format, although each of their lines is right. */
final class PortableDamages {

    private static final String ENTRIES = "entry-000001.jsonl";
    private static final String CONVERSATIONS = "conversation-000001.jsonl";
    private static final String TURNS = "turn-000001.jsonl";
    private static final String PARTICIPANTS = "participant-000001.jsonl";

    private PortableDamages() {}

    static Map<String, Consumer<Map<String, byte[]>>> all() {
        Map<String, Consumer<Map<String, byte[]>>> damages = new LinkedHashMap<>();
        damages.put("entry 3 follows entry 1", in(ENTRIES, text -> text.replaceFirst("(?m)^.*\"seq\":2,.*\n", "")));
        damages.put("has not the ordinal", in(ENTRIES, text -> text.replaceFirst("\"ordinal\":3", "\"ordinal\":2")));
        damages.put(
                "replies to no message",
                in(ENTRIES, text -> text.replaceFirst("\"reply_to\":1,", "\"reply_to\":999,")));
        damages.put("of entry is of no", in(CONVERSATIONS, text -> text.replaceFirst("(?m)^.*\n", "")));
        damages.put(
                "and its head another",
                in(CONVERSATIONS, text -> text.replaceFirst("\"head_seq\":\\d+", "\"head_seq\":999")));
        damages.put(
                "and it counts others",
                in(CONVERSATIONS, text -> text.replaceFirst("\"posted_count\":\\d+", "\"posted_count\":999")));
        damages.put(
                "entry 1 follows entry 1",
                in(CONVERSATIONS, text -> text.replaceFirst("\"first_seq\":1\\b", "\"first_seq\":2")));
        damages.put(
                "can't begin with entry 1",
                in(CONVERSATIONS, text -> text.replaceFirst("\"removed_count\":0", "\"removed_count\":1")));
        damages.put(
                "is of another tenant",
                in(PARTICIPANTS, text -> text.replaceFirst("\"tenant\":\"[^\"]*\"", "\"tenant\":\"other\"")));
        damages.put(
                "has read up to 999",
                in(PARTICIPANTS, text -> text.replaceFirst("\"read_seq\":\\d+", "\"read_seq\":999")));
        damages.put(
                "has another number of messages",
                in(PARTICIPANTS, text -> text.replaceFirst("\"read_ordinal\":\\d+", "\"read_ordinal\":999")));
        damages.put(
                "asked by 999, which is no message",
                in(TURNS, text -> text.replaceFirst("(?s)(.*)\"message_seq\":\\d+", "$1\"message_seq\":999")));
        damages.put(
                "of turn is of no",
                in(
                        TURNS,
                        text -> text
                                + text.lines()
                                        .findFirst()
                                        .orElse("")
                                        .replaceFirst(
                                                "\"conversation_id\":\"[^\"]*\"",
                                                "\"conversation_id\":\"" + "f".repeat(8) + "-ffff-8fff-bfff-"
                                                        + "f".repeat(12) + "\"")
                                + "\n"));
        damages.put(TURNS + " is missing", parts -> parts.remove(TURNS));
        return damages;
    }

    private static Consumer<Map<String, byte[]>> in(String part, UnaryOperator<String> change) {
        return parts -> parts.computeIfPresent(part, (name, bytes) -> {
            String before = new String(bytes, StandardCharsets.UTF_8);
            String after = change.apply(before);
            if (after.equals(before)) {
                throw new AssertionError("Nothing to damage in " + part);
            }
            return after.getBytes(StandardCharsets.UTF_8);
        });
    }
}
