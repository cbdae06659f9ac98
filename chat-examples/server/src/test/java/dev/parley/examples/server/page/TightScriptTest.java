package dev.parley.examples.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TightScriptTest {

    private record Case(String source, String tight) {}

    static Stream<Case> cases() {
        return Stream.of(
                // What is needless.
                new Case("", ""),
                new Case(" // nothing\n", ""),
                new Case("// first\nconst a = 1; // why\n/* and */ const b = 2;\n", "const a=1;const b=2;"),
                new Case("if (a) {\n  b();\n}\n", "if(a){b()}"),
                new Case("f(\n  a,\n  b,\n);", "f(a,b);"),
                new Case("const { a, b, } = { c, };", "const{a,b}={c};"),
                new Case("a\n  .b()\n  ?.c();", "a.b()?.c();"),
                new Case("a ? b : ! c", "a?b:!c"),
                new Case("a => ({ ...b })", "a=>({...b})"),
                // What stands in a text.
                new Case("const url = \"https://x // y\"; // z", "const url=\"https://x // y\";"),
                new Case("a = 'it\\'s  // not'  + \"\\\"  /* \" ", "a='it\\'s  // not'+\"\\\"  /* \""),
                new Case("a = \"two \\\n  lines\" ;", "a=\"two \\\n  lines\";"),
                new Case(
                        "a = `one  //\n  two ${ b + `x  ${ { c : 1 } . c }` }  /* } */ \\` ${'}'}  `;",
                        "a=`one  //\n  two ${b+`x  ${{c:1}.c}`}  /* } */ \\` ${'}'}  `;"),
                // Patterns, and what is none.
                new Case("a = /[/\"]  \\/  \\/\\/ '/g ; // b", "a= /[/\"]  \\/  \\/\\/ '/g;"),
                new Case("a = b / c / d ; // e", "a=b/c/d;"),
                new Case("a = (b) / c ; '/  /'", "a=(b)/c;'/  /'"),
                new Case("if (a) /  \"/ . test(b)", "if(a)/  \"/.test(b)"),
                new Case("a = [0] / 2 ; \"/  \"", "a=[0]/2;\"/  \""),
                new Case("a ++ / 2 ; '/  '", "a++ /2;'/  '"),
                new Case("return /  '/ ; x", "return /  '/;x"),
                new Case("a.return / 2 ; '/  '", "a.return/2;'/  '"),
                new Case("f(... /  '/ . exec(a))", "f(... /  '/.exec(a))"),
                new Case("`${ /  '}`/ }`", "`${/  '}`/}`"),
                new Case("/a/ in b", "/a/ in b"),
                new Case("a / /  b/", "a/ /  b/"),
                // Blanks and ends of lines that part something.
                new Case("a + +b - -c ; d ++ + e", "a+ +b- -c;d++ +e"),
                new Case("a + /* b */ +c", "a+ +c"),
                new Case("async function * f ( ) { return this . #a in b }", "async function*f(){return this.#a in b}"),
                new Case("1 .toString(); 1. in b; .5 in c; a ? .5 : 1", "1 .toString();1. in b;.5 in c;a? .5:1"),
                new Case("a\nb", "a\nb"),
                new Case("a /* \n */ b", "a\nb"),
                new Case("a // b\n++c", "a\n++c"),
                new Case("a\n(b)\n[c]\n`d`\n/e", "a\n(b)\n[c]\n`d`\n/e"),
                new Case("return\na", "return\na"),
                new Case("class A { get\n*b() {} static\nc }", "class A{get\n*b(){}static\nc}"),
                new Case("const f = () => {}\ng()", "const f=()=>{}\ng()"),
                // Statements that are empty.
                new Case("{ while (a()); }", "{while(a());}"),
                new Case("{ if (a) b(); else ; }", "{if(a)b();else;}"),
                new Case("{ a: ; }", "{a:;}"),
                new Case("for (;;) { b[,] ; }", "for(;;){b[,]}"),
                // Characters.
                new Case("a\u00a0=\u3000\"\u00a0 \u3000\"\u2028名 . b", "a=\"\u00a0 \u3000\"\n名.b"),
                new Case("a\r\nb", "a\nb"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesOutWhatIsNeedlessAndNothingElse(Case example) {
        assertThat(TightScript.of(example.source())).isEqualTo(example.tight());
        assertThat(TightScript.of(example.tight())).isEqualTo(example.tight());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = {} / 2",
                "for (a of /b/) {}",
                "a = 'b\n'",
                "a = 'b",
                "a = 'b\\",
                "a = `b",
                "a = `b ${c",
                "a = /b\n/",
                "a = /[/",
                "a /* b",
                "a(b",
                "a(b]",
                "a)",
            })
    void guessesNothing(String source) {
        assertThatThrownBy(() -> TightScript.of(source))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This of a module can't be told apart");
    }

    @Test
    void takesLongTexts() {
        String text = "\"" + "\\\"x ".repeat(200_000) + "\"";
        String comment = "/*" + "* / ".repeat(200_000) + "*/";
        assertThat(TightScript.of(text + "  +  " + comment + "  " + text)).isEqualTo(text + "+" + text);
    }
}
