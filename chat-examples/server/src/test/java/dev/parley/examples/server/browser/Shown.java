package dev.parley.examples.server.browser;

import java.util.List;
import java.util.Map;

/**
 * A message as it is on the page.
 *
 * @param seq its place in the conversation; 0 while it waits to be sent
 * @param id its id; empty while it waits to be sent
 * @param author who is named as its author; empty if nobody is
 * @param text its text, exactly
 * @param marks the classes that say what it is
 */
record Shown(long seq, String id, String author, String text, List<String> marks) {

    /** What reads a message out of an element. */
    static final String READER = """
            (article) => {
              const own = (selector) =>
                [...article.querySelectorAll(selector)].find((e) => !e.parentElement.closest(".quote"));
              return {
                seq: article.dataset.seq || "0",
                id: article.dataset.id || "",
                author: own(".author")?.textContent ?? "",
                text: own(".text")?.textContent ?? "",
                marks: [...article.classList],
              };
            }""";

    @SuppressWarnings("unchecked") // JSON, in the form that the reader gives it
    static Shown of(Object read) {
        Map<String, Object> map = (Map<String, Object>) read;
        return new Shown(
                Long.parseLong((String) map.get("seq")),
                (String) map.get("id"),
                (String) map.get("author"),
                (String) map.get("text"),
                (List<String>) map.get("marks"));
    }

    boolean is(String mark) {
        return marks.contains(mark);
    }
}
