package dev.parley.examples.server.page;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * The document and every file that it names, or that such a file names. A file is finished after the files that it
 * names, for their hashes are part of it: so a name changes whenever anything behind it does, and only then.
 */
final class Bundle {

    static final String DOCUMENT = "index.html";
    static final String FOLDER = "/assets/";

    private final Function<String, Optional<byte[]>> source;
    private final Map<String, Asset> finished = new LinkedHashMap<>();
    /** From the document down to the file that is being read. */
    private final Set<String> path = new LinkedHashSet<>();

    private final Asset document;

    private Bundle(Function<String, Optional<byte[]>> source) {
        this.source = source;
        String html = rewritten(DOCUMENT, FileKind.HTML, DOCUMENT);
        this.document = Asset.of(DOCUMENT, FileKind.HTML, withPreloads(html));
    }

    /**
     * Reads a page.
     *
     * @param source gives the content of a file, if it is there
     * @return the page
     * @throws IllegalStateException if files name each other in a circle, or one that is not there
     */
    static Bundle read(Function<String, Optional<byte[]>> source) {
        return new Bundle(source);
    }

    Asset document() {
        return document;
    }

    Collection<Asset> assets() {
        return Collections.unmodifiableCollection(finished.values());
    }

    private Asset asset(String file, String namedBy) {
        Asset known = finished.get(file);
        if (known != null) {
            return known;
        }
        FileKind kind = FileKind.of(file)
                .filter(found -> found != FileKind.HTML)
                .orElseThrow(() -> new IllegalStateException(
                        namedBy + " names \"" + file + "\", which is no style sheet, module or picture of the page"));
        Asset asset = Asset.of(file, kind, rewritten(file, kind, namedBy));
        finished.put(file, asset);
        return asset;
    }

    /** The content of a file, with the names that other files are given out under. */
    private String rewritten(String file, FileKind kind, String namedBy) {
        if (!path.add(file)) {
            throw new IllegalStateException("No name can hold a hash where files name each other in a circle: "
                    + String.join(" > ", path) + " > " + file);
        }
        byte[] bytes = source.apply(file)
                .orElseThrow(() -> new IllegalStateException(namedBy + " names \"" + file + "\", which is not there"));
        String content = kind.tightened(new String(bytes, StandardCharsets.UTF_8));
        StringBuilder result = new StringBuilder();
        Matcher reference = kind.references().matcher(content);
        int end = 0;
        while (reference.find()) {
            // The document is not in the folder of the assets; these are, and stay relative.
            int begin = kind == FileKind.HTML ? skipDot(content, reference.start("name")) : reference.start("name");
            result.append(content, end, begin).append(kind == FileKind.HTML ? FOLDER : "");
            result.append(asset(reference.group("name"), file).name());
            end = reference.end("name");
        }
        path.remove(file);
        return result.append(content, end, content.length()).toString();
    }

    private static int skipDot(String content, int name) {
        return content.startsWith("./", name - 2) ? name - 2 : name;
    }

    /** Else a browser would learn of each module only when it has read the one that imports it. */
    private String withPreloads(String html) {
        int head = html.indexOf("</head>");
        if (head < 0) {
            throw new IllegalStateException(DOCUMENT + " has no </head>");
        }
        String preloads = finished.values().stream()
                .filter(asset -> asset.kind() == FileKind.JS)
                .map(asset -> "<link rel=\"modulepreload\" href=\"" + FOLDER + asset.name() + "\">\n")
                .collect(Collectors.joining());
        return html.substring(0, head) + preloads + html.substring(head);
    }
}
