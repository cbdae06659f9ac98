package dev.parley.examples.server.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of files that a page is made of: how they are declared, and how they name each other. */
enum FileKind {
    /** The document. Leaves the rest of a page's names alone: those with a scheme, of paths, and of places within. */
    HTML("text/html; charset=utf-8", "\\b(?:href|src)=\"(?![a-z]+:|[/#])(?:\\./)?(?<name>[^\"#]+)"),
    /** A module, which imports and exports by relative names in quotes. */
    JS("text/javascript; charset=utf-8", "\\b(?:from|import)\\s*\\(?\\s*[\"']\\./(?<name>[^\"']+)") {
        @Override
        String tightened(String content) {
            return TightScript.of(content);
        }
    },
    /** A style sheet. */
    CSS("text/css; charset=utf-8", "(?:\\burl\\(\\s*[\"']?|@import\\s*+[\"'])\\./(?<name>[^\"'#)\\s]+)") {
        @Override
        String tightened(String content) {
            return TightStyle.of(content);
        }
    },
    /** A picture, which names nothing. */
    SVG("image/svg+xml; charset=utf-8", "(?!)(?<name>)");

    private final String mediaType;
    private final Pattern references;

    FileKind(String mediaType, String references) {
        this.mediaType = mediaType;
        this.references = Pattern.compile(references);
    }

    String mediaType() {
        return mediaType;
    }

    /** {@return what finds the names of other files; the name is the group of that name} */
    Pattern references() {
        return references;
    }

    /** {@return a content without what is there for its readers only} */
    String tightened(String content) {
        return content;
    }

    String extension() {
        return '.' + name().toLowerCase(Locale.ROOT);
    }

    /** {@return the kind of a file, unless its name is not that of a file in the page's folder} */
    static Optional<FileKind> of(String file) {
        if (!file.matches("[A-Za-z0-9_-]+\\.[a-z]+")) {
            return Optional.empty();
        }
        List<FileKind> kinds = Arrays.asList(values());
        return kinds.stream().filter(kind -> file.endsWith(kind.extension())).findFirst();
    }
}
