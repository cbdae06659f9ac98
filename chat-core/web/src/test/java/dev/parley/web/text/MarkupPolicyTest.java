package dev.parley.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupPolicyTest {

    private static final Duration GENEROUS = Duration.ofSeconds(25);

    private final TextPolicy policy = TextPolicy.standard();

    @Test
    void formattingStays() {
        String markup = "<p>a <b>b</b> <em>c</em><br />d</p><ul><li>e</li></ul><pre><code>f</code></pre>";
        assertThat(policy.sanitisedHtml(markup)).isEqualTo(markup);
    }

    @Test
    void linksTellNothingAndPassNothingOn() {
        assertThat(policy.sanitisedHtml("<a href=\"https://a.example/x\" target=\"_blank\" rel=\"opener\">a</a>"))
                .isEqualTo("<a href=\"https://a.example/x\" rel=\"nofollow noopener noreferrer\">a</a>");
        assertThat(policy.sanitisedHtml("<a href='mailto:a@a.example'>a</a>")).contains("href=\"mailto:a");
        assertThat(policy.sanitisedHtml("<a href=HTTP://a.example>a</a>")).contains("rel=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "java\tscript:alert(1)",
                "java&#10;script:alert(1)",
                "&#106;avascript:alert(1)",
                "\u0001javascript:alert(1)",
                "vbscript:x",
                "data:text/html,<script>alert(1)</script>",
                "file:///etc/passwd",
                "blob:https://a.example/x",
                "//evil.example",
                "/api/logout",
                "?logout",
                "#top",
                "tel:1",
                ""
            })
    void otherAddressesAreNoLinks(String address) {
        assertThat(policy.sanitisedHtml("<a href=\"" + address + "\">a</a>")).doesNotContain("href");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
                "<img src=x onerror=alert(1)>",
                "<img src=https://evil.example/pixel.gif>",
                "<svg onload=alert(1)>",
                "<svg><script>alert(1)</script></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<iframe src=https://evil.example></iframe>",
                "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
                "<object data=x></object><embed src=x>",
                "<form action=https://evil.example><input name=a><button>b</button></form>",
                "<style>*{background:url(https://evil.example)}</style>",
                "<p style=\"position:fixed\" class=\"a\" id=\"b\" onclick=\"alert(1)\">",
                "<link rel=stylesheet href=https://evil.example><meta http-equiv=refresh content=0><base href=x>",
                "<a href=\"https://a.example\" onmouseover=alert(1)>a</a>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<template><script>alert(1)</script></template>",
                "<!--><img src=x onerror=alert(1)>-->",
                "<![CDATA[<img src=x onerror=alert(1)>]]>",
                "<b <script>alert(1)</script>>",
                "<video><source onerror=alert(1)></video>",
                "<details open ontoggle=alert(1)>"
            })
    void nothingRunsAndNothingIsLoaded(String markup) {
        // What is left of a tag is text, in which nothing is a tag.
        assertThat(policy.sanitisedHtml(markup))
                .doesNotContainPattern("(?i)<(?!/?(?:p|b|a|br)\\b)")
                .doesNotContainPattern("(?i)<[^>]*\\s(?:on\\w+|style|class|id|src|srcdoc|action)\\s*=");
    }

    @Test
    void imagesAreAHostsChoice() {
        TextPolicy images = TextPolicy.withImages();
        assertThat(images.sanitisedHtml("<img src=\"https://a.example/x.png\" alt=\"x\" onerror=\"y\" />"))
                .isEqualTo("<img src=\"https://a.example/x.png\" alt=\"x\" />");
        assertThat(images.sanitisedHtml("<img src=\"http://a.example/x.png\">")).doesNotContain("src");
        assertThat(images.sanitisedHtml("<img src=\"data:image/svg+xml,x\">")).doesNotContain("src");
    }

    @Test
    void hostileMarkupTakesLinearTime() {
        List<String> hostile = List.of(
                "<b>".repeat(100_000),
                "</b>".repeat(100_000),
                "<".repeat(500_000),
                "<a href=".repeat(60_000),
                "<a href=\"https://a.example\">".repeat(20_000),
                "&#".repeat(250_000),
                "<!--".repeat(125_000),
                "<ul><li>".repeat(50_000));
        Assertions.assertTimeout(GENEROUS, () -> {
            for (String markup : hostile) {
                assertThat(policy.sanitisedHtml(markup)).doesNotContain("<script");
            }
        });
    }
}
