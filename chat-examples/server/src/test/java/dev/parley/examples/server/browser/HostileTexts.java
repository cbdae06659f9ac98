package dev.parley.examples.server.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts that would be run, or change what is around them, on a page that takes them for more than texts. */
final class HostileTexts {

    private static final Pattern MARKUP = Pattern.compile("[<>]|script:|\\$\\{|\\{\\{|&#", Pattern.CASE_INSENSITIVE);

    /** The public families: each of them says so with a dialog, an error or a request if it is run. */
    private static final List<String> FAMILIES = List.of(
            // Elements and handlers
            "<script>alert(1)</script>",
            "<script src=//127.0.0.1:9/x.js></script>",
            "<ScRiPt>alert(1)</sCrIpT>",
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "<img src=x onerror=alert(1)>",
            "<img/src=`x`/onerror=alert(1)>",
            "<body onload=alert(1)>",
            "<input autofocus onfocus=alert(1)>",
            "<details open ontoggle=alert(1)>",
            "<video><source onerror=alert(1)></video>",
            "<marquee onstart=alert(1)>",
            "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
            "<object data=javascript:alert(1)></object>",
            "<embed src=javascript:alert(1)>",
            "<form action=javascript:alert(1)><button>x</button></form>",
            "<button popovertarget=x onbeforetoggle=alert(1)>x</button><p popover id=x>",
            "<style>@import'//127.0.0.1:9/x.css'</style>",
            "<link rel=stylesheet href=//127.0.0.1:9/x.css>",
            "<base href=//127.0.0.1:9/>",
            "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
            "<a href=javascript:alert(1)>x</a>",
            "<p style=position:fixed;inset:0>over everything</p>",
            "<template shadowrootmode=open><script>alert(1)</script></template>",
            // Out of attributes and elements
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "\" autofocus onfocus=\"alert(1)",
            "</textarea><script>alert(1)</script>",
            "</title><script>alert(1)</script>",
            "--><script>alert(1)</script>",
            "]]><script>alert(1)</script>",
            "</script><script>alert(1)</script>",
            // SVG, MathML
            "<svg onload=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
            "<svg><use href=data:image/svg+xml;base64,PHN2Zy8+></svg>",
            "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
            "<math href=javascript:alert(1)>x</math>",
            // Parsed anew, they become another
            "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<table><td><a title='</td></table><img src=x onerror=alert(1)>'>",
            "<xmp><p title=\"</xmp><svg/onload=alert(1)>\">",
            "<listing>&lt;img src=1 onerror=alert(1)&gt;</listing>",
            // Addresses
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "\u0001javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:msgbox(1)",
            "[x](javascript:alert(1))",
            "![x](http://127.0.0.1:9/x.png)",
            "<http://127.0.0.1:9/>",
            "//127.0.0.1:9/x",
            // Templates and expressions
            "{{constructor.constructor('alert(1)')()}}",
            "{{7*7}}",
            "${alert(1)}",
            "`${alert(1)}`",
            "#{7*7}",
            "<%= 7*7 %>",
            "${jndi:ldap://127.0.0.1/a}",
            "__proto__",
            "constructor",
            "toString",
            "hasOwnProperty",
            // Encodings
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&#60;script&#62;alert(1)&#60;/script&#62;",
            "&amp;amp;",
            "%3Cscript%3Ealert(1)%3C/script%3E",
            "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
            "\\x3Cimg src=x onerror=alert(1)\\x3E",
            "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
            "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
            "<\u0131mg src=x onerror=alert(1)>",
            // Directions, marks, widths
            "\u202eevil\u202c good",
            "\u2066\u2067\u2068 never ended",
            "user\u202egpj.exe",
            "\u200b\u200c\u200d\u2060\ufeffnothing to see",
            "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324a\u0346\u0351l\u034c\u0322g\u033b\u033a\u033co",
            "\u0628\u0633\u0645 \u0627\u0644\u0644\u0647",
            "\ufdfd\ufdfd\ufdfd",
            "\u2028\u2029\u0085",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66\ud83c\udff4\u200d\u2620\ufe0f",
            "\udbff\udfff\ufffe\uffff",
            "e\u0301".repeat(300),
            "a\r\nb\n\nc\td  e",
            "\n\n\n",
            "   ",
            // Much
            "W".repeat(16_000),
            "<b>".repeat(5_000),
            "\ud83c\udff4".repeat(16_000),
            "\n".repeat(2_000) + "x");

    private HostileTexts() {}

    /** Different texts, the families first. */
    static List<String> list(int count) {
        Set<String> texts = new LinkedHashSet<>(FAMILIES);
        try (InputStream in = HostileTexts.class.getResourceAsStream("/hostile/naughty-strings/blns.json")) {
            for (JsonNode text : new ObjectMapper().readTree(in)) {
                if (MARKUP.matcher(text.textValue()).find() && text.textValue().indexOf(0) < 0) {
                    texts.add(text.textValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stream().limit(count).toList();
    }

    /** The beginning of a text, in code points. */
    static String begin(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }
}
