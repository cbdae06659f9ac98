package dev.parley.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {

    private final SecureRandom random = new SecureRandom();
    private final RefreshToken token = RefreshToken.random(random);
    private final RefreshToken successor = RefreshToken.random(random);

    @Test
    void aTokenIsReadAsItIsWritten() {
        assertThat(RefreshToken.parse(token.text()).orElseThrow().hash()).isEqualTo(token.hash());
        assertThat(token.hash()).isEqualTo(TokenHash.of(token.text()));
        assertThat(token.toString()).doesNotContain(token.text());
    }

    @Test
    void theSuccessorIsOpenedByTheTokenThatSealedIt() {
        RefreshToken again = RefreshToken.parse(token.text()).orElseThrow();

        assertThat(again.open(token.seal(successor, random)).text()).isEqualTo(successor.text());
    }

    @Test
    void whatIsStoredIsNotTheSuccessor() {
        byte[] sealed = token.seal(successor, random).bytes();

        byte[] clear = Base64.getUrlDecoder().decode(successor.text().substring(3));
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(clear, StandardCharsets.ISO_8859_1));
        assertThat(sealed).hasSizeLessThanOrEqualTo(512);
        assertThat(token.seal(successor, random)).isNotEqualTo(Secret.of(sealed));
    }

    @Test
    void noOtherTokenOpensIt() {
        Secret sealed = token.seal(successor, random);

        assertThatThrownBy(() -> successor.open(sealed)).isInstanceOf(ChatException.class);
    }

    @Test
    void everyChangedBitShows() {
        byte[] sealed = token.seal(successor, random).bytes();
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> token.open(Secret.of(changed))).isInstanceOf(ChatException.class);
        }
    }

    @Test
    void whatIsTooShortShows() {
        byte[] sealed = token.seal(successor, random).bytes();
        for (int length = 0; length < sealed.length; length++) {
            Secret cut = Secret.of(Arrays.copyOf(sealed, length));
            assertThatThrownBy(() -> token.open(cut)).isInstanceOf(ChatException.class);
        }
    }
}
