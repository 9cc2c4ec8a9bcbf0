package io.nagare.elsewhere;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * A channel of another implementation. It has only the public interface, and forwards each call to a channel of ours.
 */
final class Relay {

    private Relay() {}

    static <C> C of(Class<? super C> type, C channel) {
        @SuppressWarnings("unchecked") // the proxy implements this type
        C relay =
                (C) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(channel, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
        return relay;
    }
}
