package dev.parley.auth.login;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginLane.Kind;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.util.List;
import java.util.Optional;

/** In which lanes a try is counted. Subjects are hashes, so that the store holds neither names nor addresses. */
final class LoginLanes {

    private final LoginLimits limits;

    LoginLanes(LoginLimits limits) {
        this.limits = limits;
    }

    /**
     * The lanes of a login. A known device is in its own lane only: neither who tries the account from elsewhere, nor who
     * uses the same network, keeps it out. Only this account's password can be guessed from it, five times.
     */
    List<LoginLane> of(
            TenantId tenant, Optional<LoginName> login, String entered, Optional<String> device, String address) {
        if (device.isPresent()) {
            return List.of(personal(Kind.DEVICE, subject("device", tenant, device.get())));
        }
        // What can't be a login name is counted as if it were one, or it would show by how it is answered.
        String account =
                login.map(name -> accountSubject(tenant, name)).orElseGet(() -> subject("no account", tenant, entered));
        // A host that passes on what is no address has one lane for all, not one for each text that a client makes up.
        String network = AddressPrefix.of(address).orElse("unknown");
        return List.of(
                personal(Kind.ACCOUNT, account),
                new LoginLane(
                        Kind.ADDRESS,
                        subject("address", tenant, network),
                        limits.addressFailures(),
                        limits.window(),
                        limits.firstClosure(),
                        limits.longestAddressClosure()));
    }

    /** The lane of somebody who is logged in and proves the password again: not closed by strangers' logins. */
    List<LoginLane> ofConfirmation(TenantId tenant, UserId user) {
        return List.of(personal(Kind.ACCOUNT, confirmationSubject(tenant, user)));
    }

    static String accountSubject(TenantId tenant, LoginName login) {
        return subject("account", tenant, login.normalised());
    }

    static String confirmationSubject(TenantId tenant, UserId user) {
        return subject("confirmation", tenant, user.value());
    }

    private LoginLane personal(Kind kind, String subject) {
        return new LoginLane(
                kind,
                subject,
                limits.accountFailures(),
                limits.window(),
                limits.firstClosure(),
                limits.longestClosure());
    }

    private static String subject(String what, TenantId tenant, String value) {
        return TokenHash.of(what + '\0' + tenant.value() + '\0' + value).hex();
    }
}
