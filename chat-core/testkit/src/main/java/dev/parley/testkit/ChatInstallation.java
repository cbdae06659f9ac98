package dev.parley.testkit;

import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.backup.BackupSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.PortableStoreFactory.Stores;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Texts as messages: of each user in a conversation with a friend and a bot, each but the first a reply to that. */
final class ChatInstallation implements BackupSourceFactory.Installation {

    private static final IdempotencyKey HOME = new IdempotencyKey("home");
    private static final UserId FRIEND = new UserId("friend");
    private static final UserId BOT = new UserId("\uD83E\uDD16 bot");

    private final Stores stores;
    private final BackupSource source;

    ChatInstallation(Stores stores, BackupSource source) {
        this.stores = stores;
        this.source = source;
    }

    @Override
    public BackupSource source() {
        return source;
    }

    @Override
    public void write(TenantId tenant, UserId user, String text, Deadline deadline) {
        Principal principal = Principal.of(tenant, user);
        ConversationId home = ConversationId.derived(tenant, user, HOME);
        Draft reply = Draft.of(text, text).inReplyTo(new MessageId(home, 1));
        AppendResult result;
        try {
            result = stores.chat().log().append(principal, home, reply, deadline);
        } catch (ChatException e) {
            if (e.code() != ErrorCode.REPLY_TO_UNKNOWN) {
                throw e;
            }
            result = stores.chat().log().append(principal, home, Draft.of(text, text), deadline);
        }
        if (result instanceof AppendResult.NotFound) {
            begin(principal, deadline);
            result = stores.chat().log().append(principal, home, Draft.of(text, text), deadline);
        }
        if (!(result instanceof AppendResult.Appended)) {
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "Not appended", null);
        }
    }

    private void begin(Principal principal, Deadline deadline) {
        UserId user = principal.user();
        NewUser profile = new NewUser(user, "login-" + user.value(), "Näme of " + user.value(), Set.of("b", "a"), "c");
        if (stores.users().register(principal.tenant(), profile, deadline) instanceof Outcome.Refused<?> refused
                && refused.code() != ErrorCode.LOGIN_TAKEN) {
            throw ChatException.fault(refused.code(), "Not registered", null);
        }
        NewConversation conversation = NewConversation.of("At home", FRIEND).with(BOT, ParticipantRole.BOT);
        if (stores.chat().log().create(principal, conversation, HOME, deadline) instanceof Outcome.Refused<?> refused) {
            throw ChatException.fault(refused.code(), "Not created", null);
        }
    }

    @Override
    public SortedSet<String> read(TenantId tenant, UserId user) {
        Principal principal = Principal.of(tenant, user);
        ConversationId home = ConversationId.derived(tenant, user, HOME);
        SortedSet<String> texts = new TreeSet<>();
        long after = 0;
        while (true) {
            Outcome<Page<Message, Long>> page =
                    stores.chat().log().messages(principal, home, HistoryRange.after(after, 200), Fresh.deadline());
            if (!(page instanceof Outcome.Done<Page<Message, Long>> done)) {
                return texts;
            }
            done.value().items().forEach(message -> texts.add(message.text()));
            Long next = done.value().nextCursor();
            if (next == null) {
                return texts;
            }
            after = next;
        }
    }

    @Override
    public Set<String> remains() {
        return stores.remains();
    }

    @Override
    public void close() {
        stores.close();
    }
}
