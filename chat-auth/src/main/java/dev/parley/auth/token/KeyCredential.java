package dev.parley.auth.token;

import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.util.Optional;

/** The key of a machine user. */
final class KeyCredential implements Trust.Credential {

    private final ApiKeyLookup lookup;
    private final UserDirectory users;
    private final String key;
    private volatile ApiKey last;

    KeyCredential(ApiKeyLookup lookup, UserDirectory users, String key, ApiKey found) {
        this.lookup = lookup;
        this.users = users;
        this.key = key;
        this.last = found;
    }

    @Override
    public Trust.Reading read(Deadline deadline) {
        Optional<ApiKey> found = lookup.find(key, deadline);
        if (found.isEmpty()) {
            return Trust.Reading.refused(AccessRefusal.TOKEN_INVALID);
        }
        last = found.get();
        Instant endsAt = Optional.ofNullable(last.expiresAt()).orElse(Instant.MAX);
        return SessionCredential.granted(
                users, new Subject.Name(last.tenant(), last.user()), null, last.scopes(), endsAt, deadline);
    }

    @Override
    public boolean touch(Deadline deadline) {
        return lookup.touch(last, deadline);
    }
}
