package dev.parley.examples.server.api;

import dev.parley.auth.token.Access;
import dev.parley.auth.token.AccessDecision;
import dev.parley.auth.token.AccessResult;
import dev.parley.core.ChatEngine;
import dev.parley.core.auth.Action;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Resource;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.examples.server.live.SocketAccess;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets in who sends a token or key that holds and that is good for the action. */
final class Gate implements SocketAccess {

    private static final String SCHEME = "bearer ";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Access access;
    private final ChatEngine engine;

    Gate(Access access, ChatEngine engine) {
        this.access = access;
        this.engine = engine;
    }

    /** Handles a request of somebody who was let in. */
    @FunctionalInterface
    interface CallerHandler {
        void handle(Context ctx, Caller caller) throws Exception;
    }

    /** For calls that everybody who is logged in may make. */
    Handler user(CallerHandler handler) {
        return ctx -> {
            String token = bearer(ctx.header("Authorization"));
            handler.handle(ctx, caller(granted(token), token));
        };
    }

    /** For calls that need leave for an action. */
    Handler may(Action action, CallerHandler handler) {
        return ctx -> {
            String token = bearer(ctx.header("Authorization"));
            handler.handle(ctx, caller(granted(token, resource(ctx), action), token));
        };
    }

    private Caller caller(AccessResult.Granted granted, String token) {
        return new Caller(engine.session(granted.principal()), granted.session(), token);
    }

    /** An id that can't exist is told of by who handles the request; leave is then asked for as for no thing in particular. */
    private static Resource resource(Context ctx) {
        String id = ctx.pathParamMap().get("id");
        if (id != null && ctx.path().startsWith("/api/conversations/")) {
            return PathIds.conversationId(id).map(Resource::conversation).orElseGet(Resource::tenant);
        }
        if (id != null && ctx.path().startsWith("/api/users/")) {
            Optional<UserId> user = PathIds.userId(id);
            return user.map(Resource::user).orElseGet(Resource::tenant);
        }
        return Resource.tenant();
    }

    private AccessResult.Granted granted(String token) {
        if (access.authenticate(token, Deadline.after(TIMEOUT)) instanceof AccessResult.Granted granted) {
            return granted;
        }
        throw unauthenticated();
    }

    private AccessResult.Granted granted(String token, Resource resource, Action action) {
        AccessDecision decision = access.authorize(token, resource, action, Deadline.after(TIMEOUT));
        if (decision instanceof AccessDecision.Allowed allowed) {
            return allowed.granted();
        }
        throw decision instanceof AccessDecision.Denied
                ? new ProblemException(Problem.of(ErrorCode.DENIED, null))
                : unauthenticated();
    }

    @Override
    public Principal principal(String token) {
        return granted(token).principal();
    }

    @Override
    public void requireSubscribe(String token, ConversationId conversation) {
        granted(token, Resource.conversation(conversation), Action.SUBSCRIBE);
    }

    @Override
    public AccessCheck check(String token) {
        return access.check(token);
    }

    private static String bearer(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .orElseThrow(Gate::unauthenticated);
    }

    private static ProblemException unauthenticated() {
        return new ProblemException(Problem.of(ApiCode.UNAUTHENTICATED));
    }
}
