package dev.parley.examples.intents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Cuts texts into n-grams, in two views.
 *
 * <p>The view of words: each word, each word with the next (the ends of the text count as words here), and each pair of words
 * at most {@value #REACH} apart, whatever their order: people put the same words in many orders. The view of characters:
 * pieces of 2 to 4 characters of each word, its ends marked, so that what is misspelt or inflected still is known. All
 * numbers count as the same word. Case does not matter, and neither does anything that is no letter, number or apostrophe.
 */
final class NGrams {

    private static final int REACH = 10;
    private static final int SHORTEST = 2;
    private static final int LONGEST = 4;

    private static final long WORD = 0x9E3779B97F4A7C15L;
    private static final long NEXT = 0xC2B2AE3D27D4EB4FL;
    private static final long PAIR = 0x165667B19E3779F9L;
    private static final long PIECE = 0x27D4EB2F165667C5L;
    private static final long EDGE = 0x85EBCA77C2B2AE63L;
    private static final long NUMBER = 0x2545F4914F6CDD1DL;

    private final GramCounts words = new GramCounts();
    private final GramCounts pieces = new GramCounts();

    private NGrams() {}

    static NGrams of(String text) {
        NGrams grams = new NGrams();
        List<int[]> tokens = tokens(text);
        grams.countWords(tokens);
        tokens.forEach(grams::countPieces);
        return grams;
    }

    GramCounts words() {
        return words;
    }

    GramCounts pieces() {
        return pieces;
    }

    /** The words, of code points. A word ends before an apostrophe, which begins the next: "don't" is "don" and "'t". */
    private static List<int[]> tokens(String text) {
        int[] points = text.toLowerCase(Locale.ROOT).codePoints().toArray();
        List<int[]> tokens = new ArrayList<>();
        int at = 0;
        while (at < points.length) {
            int from = at;
            if (Character.isDigit(points[at])) {
                at = endOfNumber(points, at);
                tokens.add(new int[] {'0'});
            } else if (isLetter(points[at]) || isApostrophe(points, at)) {
                at++;
                while (at < points.length && isLetter(points[at])) {
                    at++;
                }
                tokens.add(Arrays.copyOfRange(points, from, at));
            } else {
                at++;
            }
        }
        return tokens;
    }

    private static int endOfNumber(int[] points, int from) {
        int at = from;
        while (at < points.length && Character.isDigit(points[at])) {
            at++;
        }
        return at;
    }

    private static boolean isLetter(int point) {
        return Character.isLetter(point)
                || switch (Character.getType(point)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }

    /** {@return whether there is an apostrophe within a word} */
    private static boolean isApostrophe(int[] points, int at) {
        return (points[at] == '\'' || points[at] == '\u2019')
                && at > 0
                && isLetter(points[at - 1])
                && at + 1 < points.length
                && isLetter(points[at + 1]);
    }

    private void countWords(List<int[]> tokens) {
        long[] hashes = tokens.stream().mapToLong(NGrams::hash).toArray();
        for (int i = 0; i < hashes.length; i++) {
            words.add(mix(WORD, hashes[i]));
            words.add(mix(mix(NEXT, i == 0 ? EDGE : hashes[i - 1]), hashes[i]));
            for (int j = i + 1; j < hashes.length && j <= i + REACH; j++) {
                words.add(mix(mix(PAIR, Math.min(hashes[i], hashes[j])), Math.max(hashes[i], hashes[j])));
            }
        }
        if (hashes.length > 0) {
            words.add(mix(mix(NEXT, hashes[hashes.length - 1]), EDGE));
        }
    }

    private static long hash(int[] token) {
        long hash = token[0] == '0' ? NUMBER : WORD;
        for (int point : token) {
            hash = mix(hash, point);
        }
        return hash;
    }

    private void countPieces(int[] token) {
        int[] marked = new int[token.length + 2];
        marked[0] = '<';
        System.arraycopy(token, 0, marked, 1, token.length);
        marked[marked.length - 1] = '>';
        for (int from = 0; from < marked.length; from++) {
            long hash = PIECE;
            for (int length = 1; length <= LONGEST && from + length <= marked.length; length++) {
                hash = mix(hash, marked[from + length - 1]);
                if (length >= SHORTEST) {
                    pieces.add(hash);
                }
            }
        }
    }

    /** Takes one more part into a hash; each step spreads every bit over all of them. */
    private static long mix(long hash, long part) {
        long mixed = (hash ^ part) * 0xFF51AFD7ED558CCDL;
        mixed ^= mixed >>> 33;
        mixed *= 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 29);
    }
}
