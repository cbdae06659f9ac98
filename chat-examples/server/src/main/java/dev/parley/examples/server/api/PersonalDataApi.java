package dev.parley.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.auth.login.AccessErasure;
import dev.parley.core.ChatSession;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ErasureReport;
import dev.parley.core.store.PersonalRecord;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.examples.server.http.StrictJson;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Access, portability and erasure. */
final class PersonalDataApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final AccountApi accounts;
    private final PasswordApi passwords;
    private final AccessErasure erasure;
    private final BiConsumer<TenantId, UserId> erasures;

    PersonalDataApi(
            AccountApi accounts, PasswordApi passwords, AccessErasure erasure, BiConsumer<TenantId, UserId> erasures) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.erasure = erasure;
        this.erasures = erasures;
    }

    /**
     * Gives out everything, one JSON object a line. It is collected in a file first: so a slow reader holds no database
     * connection, and a fault half-way is still an error answer and not a file that looks complete.
     */
    void export(Context ctx, ChatSession session) throws IOException {
        Path file = Files.createTempFile("parley-export-", ".jsonl");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                ObjectNode profile = Json.object().put("type", "profile");
                profile.setAll(Json.self(accounts.profile(session.principal())));
                writeLine(out, profile);
                ProblemException.orProblem(session.exportData(item -> writeLine(out, json(item))));
            }
            ctx.status(200).contentType("application/x-ndjson");
            ctx.header("Content-Length", Long.toString(Files.size(file)));
            Files.copy(file, ctx.res().getOutputStream());
        } finally {
            Files.delete(file);
        }
    }

    private static void writeLine(OutputStream out, ObjectNode json) {
        try {
            out.write(StrictJson.write(json));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(PersonalRecord item) {
        ObjectNode json = Json.object();
        if (item instanceof PersonalRecord.Membership membership) {
            json.put("type", "membership");
            json.put("conversationId", item.conversation().toString());
            json.put("title", membership.title());
            json.put("role", membership.role().id());
            json.put("joinedAt", membership.joinedAt().toString());
            json.put("leftAt", Json.orNull(membership.leftAt()));
            json.put("readSeq", membership.readSeq());
        } else if (item instanceof PersonalRecord.Posting posting) {
            json.put("type", "message");
            json.put("conversationId", item.conversation().toString());
            json.setAll(message(posting));
        } else if (item instanceof PersonalRecord.Edit edit) {
            json.put("type", "edit");
            json.put("conversationId", item.conversation().toString());
            json.put("messageId", edit.message().toString());
            json.put("revision", edit.revision());
            json.put("at", edit.at().toString());
            json.put("text", edit.text());
        } else if (item instanceof PersonalRecord.Title title) {
            json.put("type", "title");
            json.put("conversationId", item.conversation().toString());
            json.put("at", title.at().toString());
            json.put("title", title.title());
        }
        return json;
    }

    private static ObjectNode message(PersonalRecord.Posting posting) {
        ObjectNode json = Json.object();
        var message = posting.message();
        json.put("id", message.id().toString());
        json.put("seq", message.seq());
        json.put("kind", message.kind().id());
        json.put("text", message.text());
        json.put("postedText", posting.postedText());
        json.put("replyTo", message.replyTo() == null ? null : message.replyTo().toString());
        json.put("createdAt", message.createdAt().toString());
        json.put("editedAt", Json.orNull(message.editedAt()));
        json.put("revision", message.revision());
        json.put("redacted", message.redacted());
        return json;
    }

    /**
     * Erases the user: notes it beside the backups, or else a restore would bring them back; then what the store holds, then what the user logs in with, and the entry in the directory last. After
     * a crash in between the user can log in and ask again; what is done already is found done.
     */
    void erase(Context ctx, Caller caller) {
        caller.requireSession();
        passwords.require(ctx, caller, JsonBody.read(ctx, "password").string("password"));
        erasures.accept(caller.principal().tenant(), caller.principal().user());
        ErasureReport erased = ProblemException.orProblem(caller.chat().eraseData());
        erasure.erase(caller.principal(), caller.principal().user(), Deadline.after(TIMEOUT));
        ObjectNode json = Json.object();
        ObjectNode report = json.putObject("report");
        report.put("pseudonym", erased.pseudonym().value());
        ObjectNode wiped = report.putObject("wiped");
        erased.wiped().forEach(wiped::put);
        report.put("profile", 1);
        Answers.json(ctx, 200, json);
    }
}
