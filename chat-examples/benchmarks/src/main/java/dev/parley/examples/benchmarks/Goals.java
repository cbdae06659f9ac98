package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What the figures are to be compared with, and how they are to turn out. */
final class Goals {

    /** What the garbage collector's own work amounts to, shared among some million operations. */
    private static final double NO_BYTES = 0.1;

    private static final double PAGE_BYTES = 40_000;

    private static final double TURN_BYTES = 4_096;

    private Goals() {}

    static List<Verdict> ofEngineSend(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int threads : new int[] {1, 4}) {
            verdicts.add(Verdict.rate(
                    "engine send against bare append, threads: " + threads,
                    figures.score("EngineSend.send" + threads),
                    figures.score("EngineSend.append" + threads),
                    0.5));
        }
        return verdicts;
    }

    static List<Verdict> ofBotTurn(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String turns : new String[] {"InCaller", "OnDefault"}) {
            String engine = turns.equals("InCaller") ? "turn in the caller" : "turn on the default executor";
            for (String lines : new String[] {"0", "100"}) {
                String place = ", lines: " + lines;
                Figure ours = figures.score("BotTurn.engine" + turns + " " + lines);
                verdicts.add(Verdict.time(
                        engine + " against bot-builder" + place,
                        ours,
                        figures.score("BotTurn.botBuilder " + lines),
                        20));
                verdicts.add(Verdict.bound(
                        "bytes of a " + engine + place,
                        figures.bytes("BotTurn.engine" + turns + " " + lines),
                        TURN_BYTES));
            }
            verdicts.add(Verdict.growth(
                    engine + ", 100 lines against 0",
                    figures.score("BotTurn.engine" + turns + " 100"),
                    figures.score("BotTurn.engine" + turns + " 0"),
                    1.5));
        }
        Figure knowing = figures.score("BotTurn.botBuilder 100");
        Figure ignorant = figures.score("BotTurn.botBuilder 0");
        verdicts.add(Verdict.growth("bot-builder, 100 lines against 0", knowing, ignorant, 0)
                .withoutGoal());
        for (String lines : new String[] {"0", "100"}) {
            verdicts.add(Verdict.bound(
                            "bytes of a turn of bot-builder, lines: " + lines,
                            figures.bytes("BotTurn.botBuilder " + lines),
                            0)
                    .withoutGoal());
        }
        return verdicts;
    }

    static List<Verdict> ofIntents(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String questions : new String[] {"1", "300"}) {
            String place = ", questions in a text: " + questions;
            verdicts.add(Verdict.time(
                            "ranking against hashing the same text" + place,
                            figures.score("Intents.classify " + questions),
                            figures.score("Intents.hashPieces " + questions),
                            0)
                    .withoutGoal());
            verdicts.add(Verdict.bound("bytes of a ranking" + place, figures.bytes("Intents.classify " + questions), 0)
                    .withoutGoal());
        }
        return verdicts;
    }

    static List<Verdict> ofFanOut(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int subscribers : new int[] {1, 100, 10_000}) {
            verdicts.addAll(FanOutGoals.at(subscribers, figures));
        }
        verdicts.add(Verdict.rate(
                "deliveries in a time, subscribers: 10000 against 100",
                figures.score("FanOut.deliverEngine 10000").times(10_000),
                figures.score("FanOut.deliverEngine 100").times(100),
                0.67));
        return verdicts;
    }

    static List<Verdict> ofHistoryPage(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String database : new String[] {"h2", "postgresql"}) {
            Figure select1 = figures.score("HistoryPage.select1 " + database);
            for (String length : new String[] {"100", "10000", "1000000"}) {
                String place = ", " + database + ", messages: " + length;
                String which = " " + database + " " + length;
                Figure store = figures.score("HistoryPage.store" + which);
                verdicts.add(Verdict.time(
                        "page against raw keyset" + place, store, figures.score("HistoryPage.rawKeyset" + which), 0.9));
                verdicts.add(Verdict.time(
                                "page against raw keyset with the seat" + place,
                                store,
                                figures.score("HistoryPage.rawSeatedKeyset" + which),
                                0)
                        .withoutGoal());
                verdicts.add(Verdict.time(
                        "page against Jdbi's mapper" + place,
                        store,
                        figures.score("HistoryPage.jdbiKeyset" + which),
                        1));
                Verdict roundTrip = Verdict.time("page against SELECT 1" + place, store, select1, 0.2);
                verdicts.add(database.equals("postgresql") ? roundTrip : roundTrip.withoutGoal());
                verdicts.add(Verdict.time(
                                "page against OFFSET" + place, store, figures.score("HistoryPage.rawOffset" + which), 0)
                        .withoutGoal());
                verdicts.add(Verdict.bound(
                        "bytes of a page" + place, figures.bytes("HistoryPage.store" + which), PAGE_BYTES));
            }
            verdicts.add(Verdict.growth(
                    "page at 10^6 against 10^2, " + database,
                    figures.score("HistoryPage.store " + database + " 1000000"),
                    figures.score("HistoryPage.store " + database + " 100"),
                    1.5));
        }
        return verdicts;
    }

    static List<Verdict> ofNextSeq(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String threads : new String[] {"1", "4"}) {
            for (String conversations : new String[] {"1", "1000", "1000000"}) {
                String place = ", threads: " + threads + ", conversations: " + conversations;
                String prefix = "NextSeq.By" + threads + ".";
                Figure get = figures.score(prefix + "getThenIncrement " + conversations);
                Figure compute = figures.score(prefix + "computeIfAbsent " + conversations);
                Figure lock = figures.score(prefix + "lockPerConversation " + conversations);
                Figure bare = figures.score(prefix + "bareAtomicLong " + conversations);
                verdicts.add(Verdict.rate("get before compute against compute" + place, get, compute, 1));
                verdicts.add(Verdict.rate("get before compute against lock" + place, get, lock, 2));
                verdicts.add(Verdict.rate("get before compute against bare" + place, get, bare, 0.3));
                verdicts.add(Verdict.rate("lock (as in the product) against bare" + place, lock, bare, 0)
                        .withoutGoal());
                verdicts.add(Verdict.bound(
                        "bytes of get before compute" + place,
                        figures.bytes(prefix + "getThenIncrement " + conversations),
                        NO_BYTES));
                verdicts.add(Verdict.bound(
                        "bytes of lock" + place,
                        figures.bytes(prefix + "lockPerConversation " + conversations),
                        NO_BYTES));
            }
        }
        return verdicts;
    }
}
