package dev.parley.core.auth;

import dev.parley.core.cache.CacheCodec;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Writes profiles for caches that several processes share: their fields one after another. */
final class ProfileCodec implements CacheCodec<UserProfile> {

    @Override
    public int version() {
        return 1;
    }

    @Override
    public byte[] encode(UserProfile profile) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(profile.id().value());
            out.writeUTF(profile.login());
            out.writeUTF(profile.displayLogin());
            out.writeUTF(profile.name());
            out.writeBoolean(profile.enabled());
            out.writeByte(profile.roles().size());
            for (String role : profile.roles()) {
                out.writeUTF(role);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A profile can't be written", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public UserProfile decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            UserId id = new UserId(in.readUTF());
            String login = in.readUTF();
            String displayLogin = in.readUTF();
            String name = in.readUTF();
            boolean enabled = in.readBoolean();
            int count = in.readUnsignedByte();
            Set<String> roles = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                roles.add(in.readUTF());
            }
            if (in.read() >= 0) {
                throw new IllegalArgumentException("there is more than a profile");
            }
            return new UserProfile(id, login, displayLogin, name, roles, enabled);
        } catch (IOException | ChatException e) {
            throw new IllegalArgumentException("not a profile", e);
        }
    }
}
