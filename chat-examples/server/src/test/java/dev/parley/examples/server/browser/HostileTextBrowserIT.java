package dev.parley.examples.server.browser;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.parley.examples.server.Answer;
import dev.parley.examples.server.Client;
import dev.parley.examples.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hostile texts wherever a stranger's text is shown: none is run, and each is shown as it was written. */
class HostileTextBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final int COUNT = 200;
    private static final int MAX_NAME = 100;
    private static final int MAX_TITLE = 200;

    /** As many as the list surely shows. */
    private static final int LISTED = 40;

    private static final String TITLES_ARE_SHOWN = """
            (titles) => {
              const listed = [...document.querySelectorAll("a.conversation")].map((e) => e.textContent);
              const heading = [...document.querySelectorAll("h1, h2, h3")].map((e) => e.textContent);
              return titles.every((title) => listed.some((text) => text.includes(title)))
                && titles.some((title) => heading.includes(title));
            }""";

    private final List<String> texts = HostileTexts.list(COUNT);
    private TestServer server;
    private ChatPage reader;
    private Client readersApi;

    @BeforeEach
    void start() {
        server = TestServer.start();
        reader = CHROMIUM.person(server.address()).open().register("Reader", "reader@example.org");
        readersApi = server.stranger().loggedIn("reader@example.org", ChatPage.PASSWORD);
        assertThat(texts).hasSize(COUNT);
    }

    @AfterEach
    void leave() {
        try {
            // Dialogs, errors and what the policy stopped would be complaints.
            CHROMIUM.leave();
        } finally {
            server.close();
        }
    }

    /** The first of these names that the server takes. */
    private Client registered(String... names) {
        for (String name : names) {
            String email = UUID.randomUUID() + "@example.org";
            ObjectNode body =
                    json().put("email", email).put("password", Client.PASSWORD).put("name", name);
            Answer answer = server.stranger().post("/api/register", body);
            if (answer.status() == 201) {
                return server.stranger().loggedIn(email, Client.PASSWORD);
            }
        }
        throw new AssertionError("No name was taken: " + List.of(names));
    }

    @Test
    void asMessagesAndAsNamesOfTheirAuthors() {
        List<Client> authors = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            authors.add(registered(HostileTexts.begin(texts.get(i), MAX_NAME), "<b>Plain " + i + "</b>"));
        }
        Client[] all = new Client[COUNT + 1];
        authors.toArray(all);
        all[COUNT] = readersApi;
        String conversation = server.user("Host").conversation(all);
        reader.enter("A talk");
        for (int i = 0; i < COUNT; i++) {
            authors.get(i).say(conversation, texts.get(i));
        }
        SortedMap<Long, Shown> shown = new History(reader).readAll(COUNT);
        assertThat(shown.values()).extracting(Shown::text).containsExactlyElementsOf(texts);
        List<String> names = authors.stream()
                .map(author -> author.get("/api/me").json().get("name").textValue())
                .toList();
        assertThat(shown.values()).extracting(Shown::author).containsExactlyElementsOf(names);
        Screenshots.take(reader.tab(), "hostile");
    }

    @Test
    void asTitlesInTheListAndOfWhatIsOpen() {
        Client host = server.user("Host");
        List<String> conversations = new ArrayList<>();
        for (int i = 0; i < LISTED; i++) {
            conversations.add(host.conversation(readersApi));
        }
        PlaywrightAssertions.assertThat(reader.conversations()).hasCount(LISTED);
        reader.conversations().first().click();
        reader.hasTitle("A talk");
        List<String> titles = texts.stream()
                .map(text -> HostileTexts.begin(text, MAX_TITLE))
                .filter(title -> !title.isBlank())
                .toList();
        for (int from = 0; from < titles.size(); from += LISTED) {
            // Every conversation gets one, the open one too.
            int begin = Math.min(from, titles.size() - LISTED);
            List<String> some = titles.subList(begin, begin + LISTED);
            for (int i = 0; i < some.size(); i++) {
                ObjectNode body = json().put("title", some.get(i));
                assertThat(host.patch("/api/conversations/" + conversations.get(i), body)
                                .status())
                        .isEqualTo(200);
            }
            reader.tab().waitForFunction(TITLES_ARE_SHOWN, some);
        }
    }

    @Test
    void asWhatOneWritesOneself() {
        String conversation = server.user("Host").conversation(readersApi);
        reader.enter("A talk");
        List<String> written = texts.subList(0, 40);
        for (String text : written) {
            reader.send(text);
        }
        SortedMap<Long, Shown> shown = new History(reader).readAll(written.size());
        assertThat(shown.values()).extracting(Shown::text).containsExactlyElementsOf(written);
        assertThat(conversation).isNotEmpty();
        reader.reply(written.get(0), written.get(1));
        assertThat(reader.articles().last().locator(".quote").textContent()).contains(written.get(0));
    }
}
