package dev.parley.examples.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {

    private final Map<String, String> files = new HashMap<>(Map.of(
            "index.html",
            """
            <!doctype html><head><link rel="stylesheet" href="main.css"><link rel="icon" href="./dot.svg">
            <script type="module" src="main.js"></script></head>
            <a href="#top">top</a> <a href="/api">api</a> <a href="https://example.org/x.js">elsewhere</a>
            """,
            "main.js",
            """
            import { a } from "./a.js";
            import {
              b
            } from './b.js';
            export * from "./b.js";
            const late = () => import("./late.js");
            const said = "imported from " + a;
            """,
            "a.js",
            "import \"./b.js\";",
            "b.js",
            "export const b = 1;",
            "late.js",
            "export const late = 1;",
            "main.css",
            "body { background: url(\"./dot.svg\") } p { background: url(./dot.svg) } q { background: url(data:x) }",
            "dot.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));

    private Bundle read() {
        return Bundle.read(
                file -> Optional.ofNullable(files.get(file)).map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Asset asset) {
        return new String(asset.plain().bytes(), StandardCharsets.UTF_8);
    }

    /** The assets by the names of their files. */
    private static Map<String, Asset> assets(Bundle bundle) {
        return bundle.assets().stream()
                .collect(Collectors.toMap(
                        asset -> asset.name().replaceAll("\\.[0-9a-f]+\\.", "."), Function.identity()));
    }

    @Test
    void everyNameIsThatOfAnAsset() {
        Bundle bundle = read();
        Map<String, Asset> assets = assets(bundle);
        assertThat(assets.keySet())
                .containsExactlyInAnyOrder("main.js", "a.js", "b.js", "late.js", "main.css", "dot.svg");
        assertThat(assets.values())
                .allSatisfy(asset -> assertThat(asset.name()).matches("[a-z]+\\.[0-9a-f]{16}\\.[a-z]+"));
        String a = assets.get("a.js").name();
        String b = assets.get("b.js").name();
        assertThat(text(assets.get("main.js")))
                .isEqualTo("""
                import{a}from"./%s";import{b}from'./%s';export*from"./%s";\
                const late=()=>import("./%s");const said="imported from "+a;""".formatted(a, b, b, assets.get("late.js").name()));
        assertThat(text(assets.get("a.js"))).isEqualTo("import\"./" + b + "\";");
        String dot = assets.get("dot.svg").name();
        assertThat(text(assets.get("main.css")))
                .isEqualTo("body{background:url(\"./" + dot + "\")}p{background:url(./" + dot
                        + ")}q{background:url(data:x)}");
    }

    @Test
    void commentsAndBlanksStayBehind() {
        files.put("late.js", """
                /** Of the file. */

                // A line,
                const url = "https://example.org"; // and one behind code,
                /* one before it */ const a = 1;
                  /*
                   * and many lines * / with a star.
                   */
                  const c = a /* within */ + 2;

                  // After an empty line.
                  // And another.
                  const d = 4;
                """);
        files.put("main.css", """
                /* Of the sheet. */
                .a,
                .b
                .c {
                  margin: 0
                    auto;
                }
                """);
        Map<String, Asset> assets = assets(read());
        assertThat(text(assets.get("late.js")))
                .isEqualTo("const url=\"https://example.org\";const a=1;const c=a+2;const d=4;");
        assertThat(text(assets.get("main.css"))).isEqualTo(".a,.b .c{margin:0 auto}");
    }

    @Test
    void aLongCommentIsNoDanger() {
        files.put("late.js", "/*" + "* / ".repeat(500_000) + "*/\nconst a = 1;\n");
        assertThat(text(assets(read()).get("late.js"))).isEqualTo("const a=1;");
    }

    @Test
    void theDocumentNamesItsAssetsAndEveryModule() {
        Bundle bundle = read();
        Map<String, Asset> assets = assets(bundle);
        String document = text(bundle.document());
        assertThat(document)
                .contains(
                        "<link rel=\"stylesheet\" href=\"/assets/"
                                + assets.get("main.css").name() + "\">",
                        "<link rel=\"icon\" href=\"/assets/"
                                + assets.get("dot.svg").name() + "\">",
                        "<script type=\"module\" src=\"/assets/"
                                + assets.get("main.js").name() + "\"></script>",
                        "<a href=\"#top\">top</a> <a href=\"/api\">api</a> <a href=\"https://example.org/x.js\">");
        for (String module : new String[] {"main.js", "a.js", "b.js", "late.js"}) {
            assertThat(document.substring(0, document.indexOf("</head>")))
                    .containsOnlyOnce("<link rel=\"modulepreload\" href=\"/assets/"
                            + assets.get(module).name() + "\">");
        }
    }

    @Test
    void aNameChangesWithWhatIsBehindItAndOnlyThen() {
        Bundle before = read();
        assertThat(read().document().plain().hash())
                .isEqualTo(before.document().plain().hash());
        files.put("b.js", "export const b = 2;");
        Bundle after = read();
        Map<String, Asset> old = assets(before);
        assets(after).forEach((file, asset) -> {
            boolean behind = file.equals("late.js") || file.endsWith(".css") || file.endsWith(".svg");
            assertThat(asset.name().equals(old.get(file).name())).as(file).isEqualTo(behind);
        });
        assertThat(after.document().plain().hash())
                .isNotEqualTo(before.document().plain().hash());
    }

    @Test
    void filesThatNameEachOtherInACircleEndTheStart() {
        files.put("b.js", "import \"./late.js\";");
        files.put("late.js", "import \"./b.js\";");
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("index.html > main.js > a.js > b.js > late.js > b.js");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import \"./absent.js\";", "import \"./sub/absent.js\";", "import \"./../absent.js\";"})
    void aNameOfNoFileEndsTheStart(String module) {
        files.put("late.js", module);
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("late.js names ")
                .hasMessageContaining("absent.js");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent.css", "manifest.webmanifest", "../main.js", "index.html"})
    void theDocumentNamesFilesOfKnownKinds(String name) {
        files.put("index.html", "<head><link href=\"" + name + "\"></head>");
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"" + name + "\"");
    }
}
