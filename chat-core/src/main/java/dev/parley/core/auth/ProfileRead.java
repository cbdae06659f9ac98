package dev.parley.core.auth;

import dev.parley.core.cache.Cache;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads profiles through a cache, and those that it does not know from the directory at once. The loads of the unknown lie within
 * each other, and the innermost reads for all: so each of them has begun before the directory is asked, and a change that comes
 * in between parts it from the cache. Once the time for looking is over the rest is read past the cache, which may be slower than
 * the directory. For one thread.
 */
final class ProfileRead {

    /** So many at most, for each lies on the stack. */
    static final int MOST = 64;

    private final UserDirectory directory;
    private final Cache<CachedUserDirectory.Key, UserProfile> profiles;
    private final TenantId tenant;
    private final List<UserId> users;
    private final Deadline deadline;
    private final Deadline looking;
    private final Thread reader = Thread.currentThread();
    private final List<UserId> unknown = new ArrayList<>();
    private Map<UserId, UserProfile> read = Map.of();
    private int next;
    private boolean done;

    /**
     * @param looking until when the cache is asked
     */
    ProfileRead(
            UserDirectory directory,
            Cache<CachedUserDirectory.Key, UserProfile> profiles,
            TenantId tenant,
            List<UserId> users,
            Deadline deadline,
            Deadline looking) {
        this.directory = directory;
        this.profiles = profiles;
        this.tenant = tenant;
        this.users = users;
        this.deadline = deadline;
        this.looking = looking;
    }

    void into(Map<UserId, UserProfile> found) {
        if (next == users.size() || looking.expired()) {
            readUnknown(found);
            return;
        }
        UserId user = users.get(next++);
        int reached = next;
        Optional<UserProfile> profile = profiles.get(
                new CachedUserDirectory.Key(tenant, user), (key, by) -> load(user, reached, found, by), deadline);
        profile.ifPresent(known -> found.put(user, known));
        if (next == reached && !done) {
            into(found);
        }
    }

    private void readUnknown(Map<UserId, UserProfile> found) {
        done = true;
        List<UserId> rest = users.subList(next, users.size());
        unknown.addAll(rest);
        if (!unknown.isEmpty()) {
            read = directory.findAll(tenant, unknown, deadline);
            rest.stream().map(read::get).filter(Objects::nonNull).forEach(profile -> found.put(profile.id(), profile));
        }
    }

    private Optional<UserProfile> load(UserId user, int reached, Map<UserId, UserProfile> found, Deadline by) {
        if (!Thread.currentThread().equals(reader) || next != reached || done) {
            // A cache may load when it likes, and then there is nobody to read for beside.
            return Optional.ofNullable(
                    directory.findAll(tenant, List.of(user), by).get(user));
        }
        unknown.add(user);
        into(found);
        return Optional.ofNullable(read.get(user));
    }
}
