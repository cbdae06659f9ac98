package dev.parley.examples.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code .env} file: lines of {@code KEY=VALUE}, with or without {@code export} before them; blank lines and lines
 * that begin with {@code #} are passed over.
 *
 * <ul>
 *   <li>Between single quotes everything stands for itself.
 *   <li>Between double quotes {@code \n}, {@code \r}, {@code \t}, {@code \"}, {@code \\} and {@code \$} are escapes.
 *   <li>Without quotes the value ends before the first {@code #} that follows a blank, and blanks around it are dropped.
 *   <li>A later line wins over an earlier one. Nothing is expanded, and no value spans lines.
 * </ul>
 */
final class Dotenv {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \\t]*=[ \\t]*(.*)");
    private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'[ \\t]*(?:#.*)?");
    private static final Pattern DOUBLE_QUOTED =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\[nrt\"\\\\$])*+)\"[ \\t]*(?:#.*)?");
    private static final Pattern COMMENT = Pattern.compile("(?:^|[ \\t]+)#.*");

    private Dotenv() {}

    /**
     * Reads a file.
     *
     * @param file the file; one that is not there has no settings
     * @return the values by name
     * @throws SettingException naming the line, never its content
     */
    static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new SettingException(".env", "must be in UTF-8");
        } catch (IOException e) {
            throw new SettingException(".env", "can't be read: " + e.getClass().getSimpleName());
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                parse(line, i + 1, values);
            }
        }
        return values;
    }

    private static void parse(String line, int number, Map<String, String> values) {
        Matcher assignment = ASSIGNMENT.matcher(line);
        if (!assignment.matches()) {
            throw malformed(number);
        }
        values.put(assignment.group(1), value(assignment.group(2), number));
    }

    private static String value(String text, int number) {
        if (text.startsWith("'")) {
            return quoted(SINGLE_QUOTED, text, number);
        }
        if (text.startsWith("\"")) {
            return unescape(quoted(DOUBLE_QUOTED, text, number));
        }
        return COMMENT.matcher(text).replaceFirst("").strip();
    }

    private static String quoted(Pattern form, String text, int number) {
        Matcher matcher = form.matcher(text);
        if (!matcher.matches()) {
            throw malformed(number);
        }
        return matcher.group(1);
    }

    private static String unescape(String text) {
        StringBuilder value = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                c = switch (text.charAt(i)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> text.charAt(i);
                };
            }
            value.append(c);
        }
        return value.toString();
    }

    private static SettingException malformed(int line) {
        return new SettingException(".env", "line " + line + " must be KEY=VALUE, with quotes closed on the same line");
    }
}
