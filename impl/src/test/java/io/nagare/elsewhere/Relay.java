package io.nagare.elsewhere;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Another implementation of a channel: it has the public interface alone, and does what one of ours does. */
final class Relay {

    private Relay() {}

    static <C> C of(Class<? super C> type, C channel) {
        @SuppressWarnings("unchecked") // a proxy for the type is of it
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
