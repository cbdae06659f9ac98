package dev.parley.store.jdbc;

import dev.parley.core.auth.NewApiKey;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.HistoryRule;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Fills a database with what chats are made of. */
final class LivedIn {

    private static final TenantId NORTH = new TenantId("north");
    private static final UserId ADA = new UserId("ada");

    /** Apart in the order of UTF-16 units, the other way round in that of code points. */
    private static final UserId FULLWIDTH = new UserId("\uFF5A");

    private static final UserId DESERET = new UserId("\uD801\uDC37");
    private static final UserId BOT = new UserId("bot \uD83E\uDD16");
    private static final UserId OTHER_BOT = new UserId("bot \uFF5A");
    private static final Duration HOUR = Duration.ofHours(1);

    private static final List<String> TEXTS = List.of(
            "plain",
            "\uD83D\uDE00 \uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \u0645\u0631\u062D\u0628\u0627 \u202E",
            "\u0001 \u0008\u000B\u001F\u007F \u0085\u2028\uFEFF\uFFFF",
            "\\N \\. \\x41 {\"a\",'b'} \t \r\n \\",
            " ");

    private final PortableStores stores;

    LivedIn(PortableStores stores) {
        this.stores = stores;
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofMinutes(1));
    }

    void chats(int conversations, int messages) {
        for (TenantId tenant : List.of(TenantId.DEFAULT, NORTH)) {
            for (UserId user : List.of(ADA, FULLWIDTH, DESERET)) {
                NewUser profile = new NewUser(user, "l" + user, "L " + user, "N\u0130 " + user, Set.of("b", "a"), null);
                stores.users().register(tenant, profile, deadline());
            }
            stores.users().setEnabled(tenant, DESERET, false, deadline());
            stores.users().updateCredential(tenant, ADA, 1, "$hash$", deadline());
            for (int i = 0; i < conversations; i++) {
                chat(Principal.of(tenant, ADA), i, messages);
            }
        }
        stores.chat().personalData().orElseThrow().erase(Principal.of(NORTH, FULLWIDTH), deadline());
    }

    private void chat(Principal ada, int number, int messages) {
        NewConversation made = number == 0
                ? NewConversation.of("", BOT).with(BOT, ParticipantRole.BOT)
                : NewConversation.of("Title \uD83D\uDE00 " + number, FULLWIDTH, DESERET);
        if (number == 1) {
            made = made.with(BOT, ParticipantRole.BOT)
                    .with(OTHER_BOT, ParticipantRole.BOT)
                    .withOpenHistory();
        }
        Outcome<Conversation> created =
                stores.chat().log().create(ada, made, new IdempotencyKey("k" + number), deadline());
        ConversationId id = ((Outcome.Done<Conversation>) created).value().id();
        for (int i = 1; i <= messages; i++) {
            Principal author = number == 0 || i % 3 > 0 ? ada : Principal.of(ada.tenant(), DESERET);
            Draft draft = Draft.of("\uD83D\uDD11 " + i, TEXTS.get(i % TEXTS.size()) + i);
            Draft asked = i % 50 == 0 || number > 1 ? draft : draft.notAddressing(Set.of(BOT, OTHER_BOT));
            AppendResult result = stores.chat()
                    .log()
                    .append(author, id, i % 7 == 2 ? asked.inReplyTo(new MessageId(id, 1)) : asked, deadline());
            change(author, ((AppendResult.Appended) result).message().id(), i);
        }
        stores.chat().log().rename(ada, id, "Renamed " + number, deadline());
        if (number == 2) {
            stores.chat().log().removeParticipant(ada, id, FULLWIDTH, deadline());
            stores.chat().log().addParticipant(ada, id, BOT, ParticipantRole.BOT, 10, deadline());
        }
        stores.chat().log().advanceMarker(ada, id, messages / 2, deadline());
        if (number == 2) {
            trim(ada.tenant(), id, messages / 4);
        }
    }

    /** By a clock that is ahead, so that all there is is old; then holds what is left. */
    private void trim(TenantId tenant, ConversationId id, int entries) {
        InstantSource ahead = () -> Instant.now().plus(Duration.ofDays(2));
        HistoryRetention retention =
                JdbcChatStore.on(stores.database(), ahead).historyRetention().orElseThrow();
        retention
                .trim(tenant, id, HistoryRule.keepFor(HistoryRule.SHORTEST), entries, deadline())
                .orThrow();
        if (tenant.equals(TenantId.DEFAULT)) {
            retention.hold(tenant, id, "case \uD83D\uDE00", deadline()).orThrow();
        }
    }

    private void change(Principal author, MessageId message, int number) {
        if (number % 10 == 0) {
            stores.chat().log().revise(author, message, 1, "better " + number, deadline());
        }
        if (number % 20 == 0) {
            stores.chat().log().revise(author, message, 2, "best " + number, deadline());
        }
        if (number % 25 == 0 && number % 50 > 0) {
            stores.chat().log().redact(author, message, deadline());
        }
    }

    /** Ends some turns, each in another way, and leaves some that run or wait. */
    void turns() {
        ChatTurns turns = stores.chat().turns().orElseThrow();
        for (int i = 0; i < 5; i++) {
            for (TurnLease lease : turns.claimDue(List.of(BOT, OTHER_BOT), HOUR, 10, deadline())) {
                turns.write(lease, 0, "It is \uD83D\uDE00", HOUR, deadline());
                switch (i) {
                    case 0 -> turns.finish(lease, new TurnEnding.Completed("It is \uD83D\uDE00 so"), deadline());
                    case 1 -> turns.finish(lease, new TurnEnding.Stopped("It is"), deadline());
                    case 2 -> turns.finish(lease, new TurnEnding.Failed(TurnFailure.RESPONDER_FAILED), deadline());
                    case 3 -> turns.release(lease, Duration.ZERO, true, deadline());
                    default -> turns.write(lease, 8, "...", HOUR, deadline());
                }
            }
        }
    }

    void access() {
        JdbcSessionStore sessions = JdbcSessionStore.on(stores.database());
        JdbcRefreshTokenStore tokens = JdbcRefreshTokenStore.on(stores.database());
        JdbcApiKeyStore keys = JdbcApiKeyStore.on(stores.database());
        JdbcSecondFactorStore factors = JdbcSecondFactorStore.on(stores.database());
        for (TenantId tenant : List.of(TenantId.DEFAULT, NORTH)) {
            for (UserId user : List.of(ADA, DESERET)) {
                SessionId session =
                        new SessionId("s-" + tenant + "-" + user.value().length());
                sessions.open(
                        tenant,
                        new NewSession(session, user, "Fire\uD83D\uDD25fox", "::1", true, HOUR, HOUR),
                        deadline());
                TokenHash first = TokenHash.of("first " + session);
                tokens.issue(new RefreshOwner(tenant, user, session), first, HOUR, HOUR, deadline());
                if (user.equals(ADA)) {
                    TokenHash second = TokenHash.of("second " + session);
                    tokens.rotate(first, second, Secret.of("sealed"), HOUR, HOUR, deadline());
                }
                TokenHash hash = TokenHash.of("key " + session);
                keys.create(
                        tenant,
                        new NewApiKey("k-" + session, user, "Key", hash, Set.of("message:*", "a:b"), HOUR),
                        deadline());
                keys.touch(tenant, "k-" + session, deadline());
                Set<TokenHash> codes = Set.of(TokenHash.of("1 " + session), TokenHash.of("2 " + session));
                factors.enrol(tenant, user, Secret.of("sealed " + user), codes, deadline());
            }
        }
    }
}
