package dev.parley.examples.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TightStyleTest {

    private record Case(String source, String tight) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case("", ""),
                new Case("/* nothing */\n", ""),
                new Case("a,\nb > c {\n  margin: 0\n    auto;\n}\n", "a,b > c{margin:0 auto}"),
                new Case("a { b : c ;; /* d */ ; }", "a{b :c}"),
                new Case("a :hover { color: red ! important }", "a :hover{color:red! important}"),
                new Case("a { width: calc( 1px + 2px - ( 3px ) ) }", "a{width:calc(1px + 2px - (3px))}"),
                new Case(
                        "@media screen and ( max-width: 9px ) { a { b: c; } }",
                        "@media screen and (max-width:9px){a{b:c}}"),
                new Case("a { --b: ; }", "a{--b:}"),
                // A comment is not a blank.
                new Case("a/* b */.c /* d */ .e {}", "a/**/.c .e{}"),
                // What stands in a text, or in an address.
                new Case("a::before { content: \" ; } /* \\\" */ \" ; }", "a::before{content:\" ; } /* \\\" */ \"}"),
                new Case("a { content: '  \" '  \"  ' \" }", "a{content:'  \" ' \"  ' \"}"),
                new Case("a { b: url( x;}/*y*/ ) ; c: URL(\"  \") }", "a{b:url( x;}/*y*/ );c:URL(\"  \")}"),
                new Case(".a\\;\\} , .b\\{ {}", ".a\\;\\},.b\\{{}"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesOutWhatIsNeedlessAndNothingElse(Case example) {
        assertThat(TightStyle.of(example.source())).isEqualTo(example.tight());
        assertThat(TightStyle.of(example.tight())).isEqualTo(example.tight());
    }

    @Test
    void takesLongTexts() {
        String text = "\"" + "x".repeat(500_000) + "\"";
        String comment = "/*" + "* / ".repeat(500_000) + "*/";
        assertThat(TightStyle.of("a {" + comment + " b: " + text + "; }")).isEqualTo("a{b:" + text + "}");
    }
}
