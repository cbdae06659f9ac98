package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows compiles and does what it says. */
class ReadmeSampleTest {

    private static String sample(String jwkJson, String token) {
        JwtAuthenticator authenticator = JwtAuthenticator.forKey(jwkJson);
        JwtResult result = authenticator.verify(token);
        if (result instanceof JwtResult.Verified verified) {
            return verified.claims().subject().orElse("nobody");
        }
        return "rejected: " + ((JwtResult.Rejected) result).reason().id();
    }

    @Test
    void theSampleDoesWhatItSays() {
        assertThat(sample(Vectors.ES256_KEY, Vectors.ES256)).isEqualTo("rejected: expired");
        SigningKey key = SigningKey.of(JwkReader.members(Vectors.EDDSA_KEY));
        assertThat(sample(Vectors.EDDSA_KEY, key.sign("JWT", java.util.Map.of("sub", "ann"))))
                .isEqualTo("ann");
    }

    @Test
    void theReadmeShowsIt() throws IOException {
        String here = Files.readString(Path.of("src/test/java/dev/parley/auth/token/ReadmeSampleTest.java"));
        int from = here.indexOf("        JwtAuthenticator authenticator");
        String shown = here.substring(from, here.indexOf("    }\n\n    @Test")).indent(-8);
        assertThat(Files.readString(Path.of("README.md"))).contains(shown);
    }
}
