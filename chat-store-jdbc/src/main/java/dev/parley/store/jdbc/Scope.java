package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For whom a transaction works, and so which rows it gets to see: on PostgreSQL the row policies of the schema go by it. It
 * guards against a statement that forgets to ask whose a row is, not against whoever may write statements, who could say
 * another one.
 *
 * @param role of the database, as which the transaction works
 * @param tenant the tenant, or {@value #EVERYWHERE}
 * @param users for whom, as the database writes an array of texts
 * @param conversation the one that it is about, or null; saves the database asking for the seat with each entry
 */
record Scope(
        String role, String tenant, String users, @Nullable UUID conversation) {

    /** The role that does what users ask for. */
    static final String APP = "parley_app";

    /** The role that writes messages of users, and reads no more than that takes. */
    static final String WRITER = "parley_writer";

    /** The role that does what nobody asks for, or what has to be done before it is known who asks. */
    static final String WORKER = "parley_worker";

    /** No tenant has this name. */
    private static final String EVERYWHERE = "*";

    private static final String NOBODY = "{}";

    /** {@return the scope of a user} */
    static Scope of(Principal principal) {
        return of(principal.tenant(), List.of(principal.user()));
    }

    /** {@return the scope of a user in one conversation} */
    static Scope of(Principal principal, ConversationId conversation) {
        return of(principal).in(conversation);
    }

    /** {@return the scope of several users of a tenant: each row has to be within reach of one of them} */
    static Scope of(TenantId tenant, Collection<UserId> users) {
        return new Scope(APP, tenant.value(), array(users), null);
    }

    /** {@return the scope of several users of a tenant who write messages} */
    static Scope writer(TenantId tenant, Collection<UserId> users) {
        return new Scope(WRITER, tenant.value(), array(users), null);
    }

    /** {@return the scope of what all users of a tenant share} */
    static Scope of(TenantId tenant) {
        return new Scope(APP, tenant.value(), NOBODY, null);
    }

    /** {@return the scope of a worker for a tenant} */
    static Scope worker(TenantId tenant) {
        return new Scope(WORKER, tenant.value(), NOBODY, null);
    }

    /** {@return the scope of a worker for all tenants} */
    static Scope everywhere() {
        return new Scope(WORKER, EVERYWHERE, NOBODY, null);
    }

    /** {@return the scope of a worker for the same tenant and conversation} */
    Scope asWorker() {
        return new Scope(WORKER, tenant, NOBODY, conversation);
    }

    /** {@return the same in one conversation} */
    Scope in(ConversationId id) {
        return new Scope(role, tenant, users, id.value());
    }

    private static String array(Collection<UserId> users) {
        return users.stream()
                .map(user -> '"' + user.value().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
