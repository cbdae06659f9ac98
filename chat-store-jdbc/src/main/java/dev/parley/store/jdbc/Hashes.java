package dev.parley.store.jdbc;

import dev.parley.core.auth.TokenHash;
import java.util.HexFormat;

/** Hashes of tokens in columns: the bytes, half as long as their digits. */
final class Hashes {

    private Hashes() {}

    static byte[] column(TokenHash hash) {
        return HexFormat.of().parseHex(hash.hex());
    }
}
