package dev.parley.examples.server.accounts;

import dev.parley.auth.session.Sessions;
import dev.parley.auth.token.Access;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.config.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what a user logs in with, and then the user. Thread-safe; may be repeated. */
public final class AccountErasure {

    private static final Logger LOG = LoggerFactory.getLogger(AccountErasure.class);

    private final UserDirectory directory;
    private final SecondFactorStore secondFactors;
    private final ApiKeyStore apiKeys;
    private final Sessions sessions;
    private final Access access;

    AccountErasure(Backend backend, Sessions sessions, Access access) {
        this.directory = backend.directory();
        this.secondFactors = backend.secondFactors();
        this.apiKeys = backend.apiKeys();
        this.sessions = sessions;
        this.access = access;
    }

    /**
     * What was removed.
     *
     * @param sessions how many sessions, with their refresh tokens
     * @param apiKeys how many API keys
     * @param secondFactors how many second factors
     */
    public record Report(int sessions, int apiKeys, int secondFactors) {}

    /**
     * Erases.
     *
     * @param user who
     * @param deadline by when to be done
     * @return what was removed
     */
    public Report erase(Principal user, Deadline deadline) {
        int keys = apiKeys.revokeAll(user.tenant(), user.user(), deadline);
        boolean factor = secondFactors.remove(user.tenant(), user.user(), deadline);
        // A login in between opens a session of a user who is about to be gone: so those are ended last, and found by none.
        directory.erase(user.tenant(), user.user(), deadline);
        int ended = sessions.logoutAll(user, user.user(), null, deadline);
        access.forget(user.tenant(), user.user());
        LOG.info("Removed a user");
        return new Report(ended, keys, factor ? 1 : 0);
    }
}
