package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagePageApiTest {

    private static TestServer server;

    private Client ann;
    private Client bob;
    private String conversation;
    private String path;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void talk() {
        ann = server.user("Ann");
        bob = server.user("Bob");
        conversation = ann.conversation(bob);
        path = "/api/conversations/" + conversation + "/messages";
    }

    @Test
    void pagesJoinInBothDirections() {
        for (int i = 1; i <= 7; i++) {
            ann.say(conversation, "m" + i);
        }
        // An entry in between that is no message is not counted, and takes a number.
        ann.patch("/api/conversations/" + conversation, json().put("title", "New"));
        ann.say(conversation, "m8");

        List<Long> backwards = new ArrayList<>();
        JsonNode page = bob.get(path + "?limit=3").json();
        backwards.addAll(0, seqs(page));
        while (!page.get("next").isNull()) {
            page = bob.get(path + "?limit=3&before=" + page.get("next").longValue())
                    .json();
            backwards.addAll(0, seqs(page));
        }
        List<Long> forwards = new ArrayList<>();
        page = bob.get(path + "?limit=3&after=0").json();
        forwards.addAll(seqs(page));
        while (!page.get("next").isNull()) {
            page = bob.get(path + "?limit=3&after=" + page.get("next").longValue())
                    .json();
            forwards.addAll(seqs(page));
        }
        List<Long> all = new ArrayList<>(LongStream.rangeClosed(1, 7).boxed().toList());
        all.add(9L);
        assertThat(backwards).isEqualTo(all);
        assertThat(forwards).isEqualTo(all);
        assertThat(seqs(bob.get(path + "?before=3").json())).containsExactly(1L, 2L);
        assertThat(seqs(bob.get(path + "?after=7").json())).containsExactly(9L);
        assertThat(seqs(bob.get(path + "?after=9223372036854775807").json())).isEmpty();
        assertThat(seqs(bob.get(path + "?before=9223372036854775807").json())).isEqualTo(all);
        assertThat(seqs(bob.get(path + "?before=0").json())).isEmpty();
    }

    private static List<Long> seqs(JsonNode page) {
        List<Long> seqs = new ArrayList<>();
        page.get("messages").forEach(m -> seqs.add(m.get("seq").longValue()));
        return seqs;
    }

    @Test
    void aPageHas50MessagesByDefaultAnd200AtMost() {
        for (int i = 0; i < 201; i++) {
            ann.say(conversation, "m");
        }
        assertThat(bob.get(path).json().get("messages")).hasSize(50);
        assertThat(bob.get(path).json().at("/messages/0/seq").longValue()).isEqualTo(152);
        assertThat(bob.get(path + "?limit=200").json().get("messages")).hasSize(200);
    }

    @ParameterizedTest
    @CsvSource({
        "before=-1,seq_out_of_range,before",
        "after=-1,seq_out_of_range,after",
        "before=9223372036854775808,seq_out_of_range,before",
        "after=9223372036854775808,seq_out_of_range,after",
        "before=abc,parameter_malformed,before",
        "after=,parameter_malformed,after",
        "before=1&before=2,parameter_malformed,before",
        "before=%zz,parameter_malformed,before",
        "before=1&after=2,page_ambiguous,after",
        "limit=0,limit_out_of_range,limit",
        "limit=201,limit_out_of_range,limit",
        "limit=-1,limit_out_of_range,limit",
        "limit=abc,parameter_malformed,limit",
        "limit=9223372036854775808,limit_out_of_range,limit"
    })
    void aPageIsAskedForInItsForm(String query, String code, String field) {
        RawConnection.get(server.address(), path + "?" + query, ann.token()).isProblem(400, code, field);
    }
}
