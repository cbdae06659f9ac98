package dev.parley.examples.server.api;

import dev.parley.auth.login.LoginLimits;
import dev.parley.core.auth.Action;
import dev.parley.examples.server.accounts.Accounts;
import dev.parley.examples.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** The part of the HTTP table that is about users: who they are, how they come in, what they may do. */
final class AccountRoutes {

    private final Accounts accounts;
    private final Gate gate;
    private final Limits limits;

    AccountRoutes(Accounts accounts, Gate gate, Limits limits) {
        this.accounts = accounts;
        this.gate = gate;
        this.limits = limits;
    }

    void addTo(RoutesConfig routes) {
        AccountApi account = new AccountApi(accounts.registration(), accounts.directory());
        PasswordApi passwords = passwords();
        LoginApi logins = new LoginApi(accounts.logins(), accounts.sessions(), throttledLogins(accounts.limits()));
        routes.post("/api/register", limits.byAddress(account::register));
        routes.post("/api/login", limits.byAddress(logins::login));
        routes.post("/api/refresh", logins::refresh);
        routes.post("/api/logout", gate.user(logins::logout));
        Routes.get(routes, "/.well-known/jwks.json", this::jwks);
        Routes.get(routes, "/api/me", gate.user(account::me));
        routes.post("/api/password", gate.user(passwords::change));
        addPersonalData(routes, new PersonalDataApi(account, passwords, accounts.erasure(), accounts.erasures()));
        addSessions(routes);
        addSecondFactor(routes, new SecondFactorApi(accounts.secondFactors(), account, passwords));
        addApiKeys(routes);
        addAdministration(routes, account);
    }

    private PasswordApi passwords() {
        LoginLimits bounds = accounts.limits();
        return new PasswordApi(
                accounts.passwordChange(),
                accounts.passwordConfirmation(),
                Throttling.of(bounds.accountFailures(), bounds.window()));
    }

    private static Throttling throttledLogins(LoginLimits bounds) {
        int failures = bounds.byAccount() ? bounds.accountFailures() : bounds.addressFailures();
        return Throttling.of(failures, bounds.window());
    }

    /** For others who verify the tokens of this system; caches may keep it for as long as a new key is announced ahead. */
    private void jwks(Context ctx) {
        ctx.header("Cache-Control", "public, max-age=300");
        ctx.contentType("application/jwk-set+json")
                .result(accounts.keys().jwks().getBytes(StandardCharsets.UTF_8));
    }

    private void addPersonalData(RoutesConfig routes, PersonalDataApi personal) {
        Routes.get(
                routes,
                "/api/me/export",
                gate.may(Action.EXPORT_DATA, (ctx, caller) -> personal.export(ctx, caller.chat())));
        routes.post("/api/me/erase", gate.may(Action.ERASE_DATA, personal::erase));
    }

    private void addSessions(RoutesConfig routes) {
        SessionApi sessions = new SessionApi(accounts.sessions());
        Routes.get(routes, "/api/sessions", gate.may(Action.LIST_SESSIONS, sessions::list));
        routes.delete("/api/sessions", gate.may(Action.REVOKE_SESSION, sessions::endOthers));
        routes.delete("/api/sessions/{id}", gate.may(Action.REVOKE_SESSION, sessions::end));
    }

    private void addSecondFactor(RoutesConfig routes, SecondFactorApi factor) {
        routes.post("/api/totp/enrol", gate.user(factor::enrol));
        routes.post("/api/totp/confirm", gate.user(factor::confirm));
        routes.delete("/api/totp", gate.user(factor::remove));
    }

    private void addApiKeys(RoutesConfig routes) {
        ApiKeyApi keys = new ApiKeyApi(accounts.apiKeys(), accounts.access());
        Routes.get(routes, "/api/keys", gate.may(Action.MANAGE_API_KEYS, keys::list));
        routes.post("/api/keys", gate.may(Action.MANAGE_API_KEYS, keys::create));
        routes.delete("/api/keys/{id}", gate.may(Action.MANAGE_API_KEYS, keys::revoke));
    }

    private void addAdministration(RoutesConfig routes, AccountApi account) {
        AdminApi admin = new AdminApi(accounts.administration(), account, accounts.enrolment(), accounts.guesses());
        routes.post("/api/admin/enrol", gate.user(admin::enrol));
        routes.post("/api/users/{id}/disable", gate.may(Action.DISABLE_USER, admin::disable));
        routes.post("/api/users/{id}/enable", gate.may(Action.ENABLE_USER, admin::enable));
        routes.put("/api/users/{id}/roles", gate.may(Action.SET_ROLES, admin::replaceRoles));
    }
}
