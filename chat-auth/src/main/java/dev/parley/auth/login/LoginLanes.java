package dev.parley.auth.login;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginLane.Kind;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In which lanes a try is counted. Subjects are hashes, so that whoever sees some, in a log or among keys, reads neither names
 * nor addresses. The hashes have no key: who has the store can find what is in it by trying, every address of IPv4 within minutes
 * and every name that can be guessed. So a store of lanes holds personal data, until the lanes have nothing left to remember.
 */
final class LoginLanes {

    private static final String PATIENT = "patient-";

    private final LoginLimits limits;

    LoginLanes(LoginLimits limits) {
        this.limits = limits;
    }

    /**
     * The lanes of a login. A known device is in its own lane only: neither who tries the account from elsewhere, nor who
     * uses the same network, keeps it out. Only this account's password can be guessed from it. All known devices of an
     * account share the long bound: who knew the password once may have had many tokens made, before it was changed. Where
     * accounts are not bounded, all are in the lane of their network.
     */
    List<LoginLane> of(
            TenantId tenant, Optional<LoginName> login, String entered, Optional<String> device, String address) {
        if (limits.byAccount() && device.isPresent() && login.isPresent()) {
            List<LoginLane> lanes = new ArrayList<>(personal(Kind.DEVICE, subject("device", tenant, device.get())));
            lanes.add(patient(Kind.DEVICE, devicesSubject(tenant, login.get())));
            return lanes;
        }
        // What can't be a login name is counted as if it were one, or it would show by how it is answered.
        String account =
                login.map(name -> accountSubject(tenant, name)).orElseGet(() -> subject("no account", tenant, entered));
        // A host that passes on what is no address has one lane for all, not one for each text that a client makes up.
        String network = AddressPrefix.of(address).orElse("unknown");
        List<LoginLane> lanes = new ArrayList<>(limits.byAccount() ? personal(Kind.ACCOUNT, account) : List.of());
        lanes.add(new LoginLane(
                Kind.ADDRESS,
                subject("address", tenant, network),
                limits.addressFailures(),
                limits.window(),
                limits.firstClosure(),
                limits.longestAddressClosure()));
        return lanes;
    }

    /** The lanes of somebody who is logged in and proves the password again: not closed by strangers' logins. */
    List<LoginLane> ofConfirmation(TenantId tenant, UserId user) {
        return personal(Kind.ACCOUNT, confirmationSubject(tenant, user));
    }

    private static String accountSubject(TenantId tenant, LoginName login) {
        return subject("account", tenant, login.normalised());
    }

    private static String devicesSubject(TenantId tenant, LoginName login) {
        return subject("devices", tenant, login.normalised());
    }

    private static String confirmationSubject(TenantId tenant, UserId user) {
        return subject("confirmation", tenant, user.value());
    }

    /** Makes the lanes of an account as new, that of all its known devices too. */
    static void clearAccount(LoginThrottle throttle, TenantId tenant, LoginName login, Deadline deadline) {
        clear(throttle, tenant, accountSubject(tenant, login), deadline);
        throttle.clear(tenant, Kind.DEVICE, PATIENT + devicesSubject(tenant, login), deadline);
    }

    static void clearConfirmation(LoginThrottle throttle, TenantId tenant, UserId user, Deadline deadline) {
        clear(throttle, tenant, confirmationSubject(tenant, user), deadline);
    }

    private static void clear(LoginThrottle throttle, TenantId tenant, String subject, Deadline deadline) {
        throttle.clear(tenant, Kind.ACCOUNT, subject, deadline);
        throttle.clear(tenant, Kind.ACCOUNT, PATIENT + subject, deadline);
    }

    /** Two lanes: who never fails five times within the short window is still stopped by the long one. */
    private List<LoginLane> personal(Kind kind, String subject) {
        return List.of(
                new LoginLane(
                        kind,
                        subject,
                        limits.accountFailures(),
                        limits.window(),
                        limits.firstClosure(),
                        limits.longestClosure()),
                patient(kind, subject));
    }

    private LoginLane patient(Kind kind, String subject) {
        return new LoginLane(
                kind,
                PATIENT + subject,
                limits.patientFailures(),
                limits.patientWindow(),
                limits.longestClosure(),
                limits.longestClosure());
    }

    private static String subject(String what, TenantId tenant, String value) {
        return TokenHash.of(what + '\0' + tenant.value() + '\0' + value).hex();
    }
}
