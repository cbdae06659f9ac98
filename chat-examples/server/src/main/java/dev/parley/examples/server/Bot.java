package dev.parley.examples.server;

import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot of this server, as other users see it. */
final class Bot {

    static final UserId ID = new UserId("parley-bot");

    private static final Logger LOG = LoggerFactory.getLogger(Bot.class);

    static final String NAME = "Parley bot";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private Bot() {}

    /** Puts it among the users, unless it is there. Its login name is no mail address, so nobody can take it or log in. */
    static void register(UserDirectory directory) {
        NewUser bot = new NewUser(ID, ID.value(), NAME, Set.of(), null);
        try {
            directory.register(TenantId.DEFAULT, bot, Deadline.after(TIMEOUT));
        } catch (ChatException e) {
            LOG.warn("The bot has no name until the next start", e);
        }
    }
}
