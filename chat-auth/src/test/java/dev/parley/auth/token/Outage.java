package dev.parley.auth.token;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Lies between the code and real stores, counts their calls, and cuts them off. Thread-safe. */
final class Outage {

    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean cut;

    /** The same store, until it is cut off. */
    <T> T around(Class<T> type, T store) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            calls.incrementAndGet();
            if (cut) {
                throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The store was cut off", null);
            }
            try {
                return method.invoke(store, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    void cut(boolean isCut) {
        cut = isCut;
    }

    int calls() {
        return calls.get();
    }
}
