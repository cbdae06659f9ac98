package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What deciding by a token may cost, for each algorithm. */
final class TokenGoals {

    private static final double OF_BARE_CACHE = 1.5;
    private static final double OF_RAW_MAC = 0.8;
    private static final double BYTES = 64;

    /** Of the rate of the fastest library that verifies the token each time. */
    private static final Map<String, Double> AGAINST_FASTEST =
            Map.of("HS256", 4.0, "RS256", 80.0, "ES256", 500.0, "EdDSA", 500.0);

    /** Of the rate of one of them. */
    private static final Map<String, Double> AGAINST_PEER = Map.of(
            "HS256 javaJwt", 5.0,
            "HS256 jjwt", 20.0,
            "ES256 jjwt", 1_000.0,
            "ES256 nimbus", 1_000.0,
            "ES256 javaJwt", 1_000.0,
            "EdDSA nimbus", 400.0);

    private static final double UNSEEN_TIME_OF_JJWT = 1.1;
    private static final double UNSEEN_RATE_OF_JJWT = 0.95;
    private static final double UNSEEN_BYTES = 200;

    private static final double FORGED_OF_RAW_MAC = 0.5;
    private static final double FORGED_AGAINST_JJWT = 10;
    private static final double FORGED_AGAINST_JAVA_JWT = 3;
    private static final double FORGED_BYTES = 200;

    private TokenGoals() {}

    static List<Verdict> all(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String algorithm : new String[] {"HS256", "RS256", "ES256", "EdDSA"}) {
            verdicts.addAll(seen(algorithm, figures));
            verdicts.addAll(unseen(algorithm, figures));
            for (String ours : new String[] {"forgedVerify", "forgedAccess"}) {
                verdicts.addAll(forged(ours, algorithm, figures));
            }
        }
        return verdicts;
    }

    private static List<Verdict> seen(String algorithm, Figures figures) {
        String place = ", " + algorithm;
        Figure ours = score("authorize", algorithm, figures);
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(Verdict.growth(
                "time of authorize against a bare cache hit" + place,
                ours,
                score("bareCache", algorithm, figures),
                OF_BARE_CACHE));
        verdicts.add(Verdict.time(
                "authorize against a raw HMAC" + place, ours, score("rawMac", algorithm, figures), OF_RAW_MAC));
        Figure fastest = peers(algorithm).stream()
                .map(peer -> score(peer, algorithm, figures))
                .min(Comparator.comparingDouble(Figure::value))
                .orElseThrow();
        verdicts.add(Verdict.time(
                "authorize against the fastest library" + place,
                ours,
                fastest,
                AGAINST_FASTEST.getOrDefault(algorithm, 1.0)));
        for (String peer : peers(algorithm)) {
            verdicts.add(judged(
                    "authorize against " + peer + place,
                    ours,
                    score(peer, algorithm, figures),
                    AGAINST_PEER.getOrDefault(algorithm + " " + peer, 0.0)));
        }
        verdicts.add(Verdict.bound("bytes of authorize" + place, bytes("authorize", algorithm, figures), BYTES));
        return verdicts;
    }

    private static List<Verdict> unseen(String algorithm, Figures figures) {
        String place = ", " + algorithm;
        Figure ours = score("verify", algorithm, figures);
        Figure jjwt = score("jjwt", algorithm, figures);
        return List.of(
                Verdict.growth("time of verify against jjwt alone" + place, ours, jjwt, UNSEEN_TIME_OF_JJWT),
                Verdict.time("verify against jjwt alone" + place, ours, jjwt, UNSEEN_RATE_OF_JJWT),
                Verdict.beyond(
                        "bytes of verify beyond jjwt's" + place,
                        bytes("verify", algorithm, figures),
                        bytes("jjwt", algorithm, figures),
                        UNSEEN_BYTES));
    }

    /** Goals are for the MAC: what a forged signature costs otherwise is the algorithm's own arithmetic. */
    private static List<Verdict> forged(String method, String algorithm, Figures figures) {
        boolean mac = "HS256".equals(algorithm);
        String place = ", " + algorithm;
        Figure ours = score(method, algorithm, figures);
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(judged(
                method + " against jjwt" + place,
                ours,
                score("forgedJjwt", algorithm, figures),
                mac ? FORGED_AGAINST_JJWT : 0));
        if (peers(algorithm).contains("javaJwt")) {
            verdicts.add(judged(
                    method + " against java-jwt" + place,
                    ours,
                    score("forgedJavaJwt", algorithm, figures),
                    mac ? FORGED_AGAINST_JAVA_JWT : 0));
        }
        if (mac) {
            verdicts.add(Verdict.time(
                    method + " against a raw HMAC" + place,
                    ours,
                    score("rawMac", algorithm, figures),
                    FORGED_OF_RAW_MAC));
            verdicts.add(Verdict.bound("bytes of " + method + place, bytes(method, algorithm, figures), FORGED_BYTES));
        }
        return verdicts;
    }

    private static List<String> peers(String algorithm) {
        return "EdDSA".equals(algorithm) ? List.of("jjwt", "nimbus") : List.of("jjwt", "nimbus", "javaJwt");
    }

    /** A goal of nothing is none. */
    private static Verdict judged(String what, Figure ours, Figure other, double atLeast) {
        Verdict verdict = Verdict.time(what, ours, other, atLeast);
        return atLeast > 0 ? verdict : verdict.withoutGoal();
    }

    private static Figure score(String method, String algorithm, Figures figures) {
        return figures.score("TokenCheck." + method + " " + algorithm);
    }

    private static Figure bytes(String method, String algorithm, Figures figures) {
        return figures.bytes("TokenCheck." + method + " " + algorithm);
    }
}
