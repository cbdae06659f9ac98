package dev.parley.auth.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The bytes of a password, exactly as received. */
final class PasswordBytes {

    /** A UTF-16 unit takes at most three bytes; a pair takes four. */
    private static final int MAX_BYTES_PER_UNIT = 3;

    private PasswordBytes() {}

    /** {@return the UTF-8 form, to be wiped by the caller; nothing if a surrogate has no partner} */
    static Optional<byte[]> of(CharSequence password) {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES_PER_UNIT * password.length());
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT);
        boolean malformed =
                encoder.encode(CharBuffer.wrap(password), buffer, true).isError();
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        Arrays.fill(buffer.array(), (byte) 0);
        return malformed ? Optional.empty() : Optional.of(bytes);
    }
}
