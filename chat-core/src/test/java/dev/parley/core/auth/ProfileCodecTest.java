package dev.parley.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.message.UserId;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfileCodecTest {

    private static final UserProfile PROFILE = new UserProfile(
            new UserId("a"), "ada@example.org", "Ada@example.org", "Ada \ud83d\ude00", Set.of("admin", "bot"), false);

    private final ProfileCodec codec = new ProfileCodec();

    @Test
    void readsWhatItWrote() {
        assertThat(codec.decode(codec.encode(PROFILE))).isEqualTo(PROFILE);
        assertThat(codec.decode(codec.encode(PROFILE.withEnabled(true).withRoles(Set.of()))))
                .isEqualTo(PROFILE.withEnabled(true).withRoles(Set.of()));
    }

    @Test
    void refusesWhatItDidNotWrite() {
        byte[] bytes = codec.encode(PROFILE);
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(part));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(longer));
    }
}
