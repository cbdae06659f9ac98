package dev.parley.examples.server.config;

import dev.parley.auth.token.JwsAlgorithm;
import dev.parley.auth.token.SigningKeys;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that a setting names. */
public final class TokenKeys {

    private static final Logger LOG = LoggerFactory.getLogger(TokenKeys.class);
    private static final String NAME = "jwt";

    private TokenKeys() {}

    /**
     * Reads the keys, and makes them in development where there are none.
     *
     * @param setting which
     * @return the keys
     * @throws SettingException if they can't be read or used
     */
    public static SigningKeys open(KeySetting setting) {
        try {
            if (setting instanceof KeySetting.SharedSecret shared) {
                return SigningKeys.fromSharedSecret(new Shared(shared.secret()), NAME);
            }
            KeySetting.KeyFile file = (KeySetting.KeyFile) setting;
            if (file.generated()) {
                generate(file.path());
            }
            return SigningKeys.fromJwkSet(new InFile(file.path()), NAME);
        } catch (ChatException e) {
            LOG.debug("The keys can't be used", e);
            throw new SettingException(setting.variable(), rule(setting));
        }
    }

    private static String rule(KeySetting setting) {
        return setting instanceof KeySetting.SharedSecret
                ? "can't be used; it must be at least " + KeySetting.MIN_SECRET_BYTES + " bytes, chosen at random"
                : "must name a readable file with a JWK set, whose first key is private and for HS256, RS256, PS256, ES256"
                        + " or EdDSA";
    }

    private static void generate(Path file) {
        try {
            if (!Files.exists(file)
                    && PrivateFile.create(
                            file, SigningKeys.generate(JwsAlgorithm.EDDSA).text())) {
                // Not louder: a start that a later setting ends says nothing but that setting.
                LOG.debug("Made new keys for tokens in {}", file.toAbsolutePath());
            }
        } catch (IOException e) {
            LOG.debug("The keys can't be written", e);
            throw new SettingException("CHAT_DATA_DIR", "is not a directory that can be made or written");
        }
    }

    /** A secret that stays the same as long as the process runs. */
    private record Shared(Secret secret) implements SecretSource {
        @Override
        public Version current(String name) {
            return Version.of(secret);
        }

        @Override
        public List<Version> accepted(String name) {
            return List.of(current(name));
        }
    }

    /** A file that may be replaced while the process runs. */
    private record InFile(Path file) implements SecretSource {
        @Override
        public Version current(String name) {
            try {
                return Version.of(Secret.of(Files.readAllBytes(file)));
            } catch (IOException e) {
                throw ChatException.fault(
                        ErrorCode.CONFIGURATION, KeySetting.FILE + " names a file that can't be read", e);
            }
        }

        @Override
        public List<Version> accepted(String name) {
            return List.of(current(name));
        }
    }
}
