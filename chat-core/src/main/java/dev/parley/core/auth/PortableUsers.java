package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.portable.PortableOrder;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.portable.PortableTables;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of a user directory in memory. */
final class PortableUsers implements PortableTables {

    private final InMemoryUserDirectory directory;

    PortableUsers(InMemoryUserDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Set<PortableTable> tables() {
        return Set.of(PortableTable.USER);
    }

    @Override
    public void whileStill(Runnable step, Deadline deadline) {
        directory.whileStill(step, deadline);
    }

    @Override
    public List<PortableRow> rows(PortableTable table) {
        return directory.all().entrySet().stream()
                .map(user -> row(user.getKey(), user.getValue()))
                .toList();
    }

    private static PortableRow row(Owner owner, LoginIdentity identity) {
        UserProfile profile = identity.profile();
        return PortableRow.builder(PortableTable.USER)
                .with("tenant", owner.tenant().value())
                .with("user_id", profile.id().value())
                .with("login", profile.login())
                .with("display_login", profile.displayLogin())
                .with("name", profile.name())
                .with(
                        "roles",
                        profile.roles().stream()
                                .sorted(PortableOrder.BY_CODE_POINTS)
                                .toList())
                .with("enabled", profile.enabled())
                .with("credential", identity.credential())
                .with("credential_version", (long) identity.credentialVersion())
                .toRow();
    }

    @Override
    public boolean isEmpty() {
        return directory.all().isEmpty();
    }

    /** With changes of its own: nobody has to hear of users who were never there. */
    @Override
    public PortableTables fresh() {
        return new InMemoryUserDirectory(AccessChanges.inMemory(InstantSource.system())).portable();
    }

    @Override
    public void put(PortableRow row) {
        UserProfile profile = new UserProfile(
                new UserId(row.text("user_id")),
                row.text("login"),
                row.text("display_login"),
                row.text("name"),
                Set.copyOf(row.texts("roles")),
                row.flag("enabled"));
        String credential = row.has("credential") ? row.text("credential") : null;
        int version = Math.toIntExact(row.number("credential_version"));
        if (!directory.put(new TenantId(row.text("tenant")), new LoginIdentity(profile, credential, version))) {
            throw new IllegalArgumentException("A user or a login that is there already");
        }
    }

    @Override
    public Set<Owner> owners() {
        return directory.all().keySet().stream().collect(Collectors.toSet());
    }

    @Override
    public void erase(Owner owner, Deadline deadline) {
        directory.erase(owner.tenant(), owner.user(), deadline);
    }

    @Override
    public void become(PortableTables other) {
        directory.become(((PortableUsers) other).directory);
    }
}
