package dev.parley.auth.token;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of which one may have signed a token. Immutable. */
final class KeyRing {

    private final List<SignatureKey> keys;

    /**
     * Keys that are told apart by their ids.
     *
     * @param keys at least one; the same key may be there twice
     */
    KeyRing(List<SignatureKey> keys) {
        if (keys.isEmpty()) {
            throw JwkReader.fault("there is none in the set that is supported");
        }
        List<SignatureKey> distinct = new ArrayList<>();
        for (SignatureKey key : keys) {
            if (distinct.stream().noneMatch(known -> same(known, key))) {
                distinct.add(key);
            }
        }
        this.keys = List.copyOf(distinct);
    }

    private static boolean same(SignatureKey known, SignatureKey key) {
        String id = key.id();
        if (id == null || !id.equals(known.id())) {
            return false;
        }
        if (!known.sameAs(key)) {
            throw JwkReader.fault("two keys have the same key id");
        }
        return true;
    }

    /**
     * The key that a token names. An id is compared, and nothing else is done with it.
     *
     * @param id from the token, or null
     * @return the one key with this id; if there is just one key at all, also where the token or the key has no id
     */
    @Nullable
    SignatureKey find(@Nullable String id) {
        if (keys.size() == 1) {
            SignatureKey only = keys.get(0);
            return id == null || only.id() == null || id.equals(only.id()) ? only : null;
        }
        if (id != null) {
            for (int i = 0; i < keys.size(); i++) {
                if (id.equals(keys.get(i).id())) {
                    return keys.get(i);
                }
            }
        }
        return null;
    }

    List<SignatureKey> keys() {
        return keys;
    }
}
