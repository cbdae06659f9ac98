package dev.parley.examples.server.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * A module without what only its readers need: comments, blanks that part nothing, ends of lines that end no statement,
 * the last semicolon of a block and the last comma of a list. What is left are the same tokens; a text, a template's or a pattern's included, is
 * left alone. Where a slash could begin a pattern as well as divide, reading ends with an error: nothing is guessed.
 */
final class TightScript {

    /** Behind these, a slash begins a pattern. */
    private static final Set<String> BEFORE_REGEX = Set.of(
            "return",
            "typeof",
            "case",
            "in",
            "delete",
            "void",
            "throw",
            "new",
            "instanceof",
            "await",
            "yield",
            "else",
            "do");
    /** What these have in parentheses is no value. */
    private static final Set<String> CONTROL = Set.of("if", "while", "for", "with");
    /** Behind these, as behind a word of control, a semicolon is a statement. */
    private static final Set<String> EMPTY_AFTER = Set.of("else", "do", ":");

    private final String source;
    private final StringBuilder tight = new StringBuilder();
    /** What is open: each bracket, 'c' for a parenthesis behind a word of control, '$' for an expression in a template. */
    private final Deque<Character> open = new ArrayDeque<>();
    /** The token before; empty at the beginning. */
    private String last = "";
    /** Whether that is a member's name, so that it means nothing else. */
    private boolean member;
    /** Whether it is the end of what a word of control has in parentheses. */
    private boolean control;
    /** Whether it is a comma or a semicolon, and a bracket that closes can stand for it. */
    private boolean needless;

    private TightScript(String source) {
        this.source = source;
    }

    /**
     * Tightens a module.
     *
     * @throws IllegalStateException if it can't be told what is code in it
     */
    static String of(String source) {
        TightScript script = new TightScript(source);
        script.run();
        return script.tight.toString();
    }

    private void run() {
        int at = 0;
        while (at < source.length()) {
            int code = ScriptTokens.afterBlanks(source, at);
            if (code == source.length()) {
                break;
            }
            int end = tokenEnd(code);
            String token = source.substring(code, end);
            if (code > at && !last.isEmpty()) {
                boolean line = source.substring(at, code).chars().anyMatch(c -> ScriptTokens.isLine((char) c));
                part(token, line);
            }
            take(token);
            at = end;
        }
        if (!open.isEmpty()) {
            throw ScriptTokens.unreadable(source, 0);
        }
    }

    private int tokenEnd(int from) {
        char c = source.charAt(from);
        if (c == '"' || c == '\'') {
            return ScriptTokens.afterString(source, from);
        }
        if (c == '`' || (c == '}' && Character.valueOf('$').equals(open.peek()))) {
            return ScriptTokens.afterTemplate(source, from);
        }
        if (c == '/' && beginsRegex(from)) {
            return ScriptTokens.afterRegex(source, from);
        }
        boolean fraction = c == '.' && from + 1 < source.length() && Character.isDigit(source.charAt(from + 1));
        if (fraction) {
            return ScriptTokens.afterWord(source, from + 1);
        }
        return ScriptTokens.isWord(c) ? ScriptTokens.afterWord(source, from) : from + 1;
    }

    private boolean beginsRegex(int at) {
        if (last.isEmpty()) {
            return true;
        }
        char c = end();
        if (last.equals("}") || (last.equals("of") && !member)) {
            throw ScriptTokens.unreadable(source, at);
        }
        if (ScriptTokens.isWord(last.charAt(0))) {
            return BEFORE_REGEX.contains(last) && !member;
        }
        boolean counted = (c == '+' || c == '-') && tight.length() > 1 && tight.charAt(tight.length() - 2) == c;
        boolean value = (last.length() > 1 && !last.endsWith("${")) || c == ']' || (c == ')' && !control);
        return !value && !counted;
    }

    private void take(String token) {
        boolean wasControl = control;
        control = false;
        char c = token.charAt(0);
        if (c == '(') {
            open.push(CONTROL.contains(last) && !member ? 'c' : '(');
        } else if (c == '[' || c == '{') {
            open.push(c);
        } else if (c == ')' || c == ']' || c == '}') {
            char opened = open.isEmpty() ? ' ' : open.pop();
            if (!(c == ')' ? "(c" : c == ']' ? "[" : "{$").contains(String.valueOf(opened))) {
                throw ScriptTokens.unreadable(source, 0);
            }
            control = opened == 'c';
        }
        if ((c == '`' || c == '}') && token.endsWith("${")) {
            open.push('$');
        }
        boolean comma = last.equals(",");
        if (needless && (token.equals("}") || (comma && token.equals(")")))) {
            tight.setLength(tight.length() - 1);
        }
        // An empty statement must stay one.
        needless = c == ',' || (c == ';' && !wasControl && !EMPTY_AFTER.contains(last));
        member = last.equals(".") && !tight.toString().endsWith("..");
        last = token;
        tight.append(token);
    }

    private void part(String next, boolean line) {
        if (line && endsStatement(next)) {
            tight.append('\n');
        } else if (partsTokens(next)) {
            tight.append(' ');
        }
    }

    /** Whether a statement may end with a line: not where one can't end, and not where none can begin. */
    private boolean endsStatement(String next) {
        char a = end();
        char b = next.charAt(0);
        boolean unfinished = isPunctuation(last) && "{([,;:=&|?<>*%^!~".indexOf(a) >= 0;
        boolean goesOn = ")]},;:?=&|<>%^".indexOf(b) >= 0 || next.equals(".");
        return !unfinished && !goesOn;
    }

    /** Whether two tokens would be others without a blank. */
    private boolean partsTokens(String next) {
        boolean literal = last.length() > 1 && (last.charAt(0) == '/' || Character.isDigit(last.charAt(0)));
        char a = literal ? '0' : end();
        char b = next.charAt(0);
        if (ScriptTokens.isWord(a)) {
            boolean number = next.length() > 1 || Character.isDigit(last.charAt(0));
            return ScriptTokens.isWord(b) || (next.length() > 1 && b == '/') || (number && b == '.');
        }
        return isOperator(a) && isOperator(b) && (b != '!' || a == '<');
    }

    private char end() {
        return last.charAt(last.length() - 1);
    }

    private static boolean isPunctuation(String token) {
        return token.length() == 1 && !ScriptTokens.isWord(token.charAt(0));
    }

    private static boolean isOperator(char c) {
        return !ScriptTokens.isWord(c) && "{}()[],;:\"'`".indexOf(c) < 0;
    }
}
