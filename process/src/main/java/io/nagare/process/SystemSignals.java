package io.nagare.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's way to signals, which is no part of Java SE: {@code sun.misc.Signal} in the module {@code jdk.unsupported}.
 * It is looked up at its first use, so that an image without that module says what is missing. Any thread may call it.
 */
final class SystemSignals {

    private static final String MISSING =
            "this Java runtime has no sun.misc.Signal: add the module jdk.unsupported to it (jlink --add-modules)";

    /** Called with the JDK's signal, on a thread that the JDK makes for it. */
    interface Handler {
        void handle(String name, int number);
    }

    private final Class<?> signalType;
    private final Class<?> handlerType;

    private SystemSignals(Class<?> signalType, Class<?> handlerType) {
        this.signalType = signalType;
        this.handlerType = handlerType;
    }

    /**
     * Returns the way to signals.
     *
     * @param loader where the classes are looked for
     * @throws SignalException if this runtime has none
     */
    static SystemSignals find(@Nullable ClassLoader loader) {
        try {
            return new SystemSignals(
                    Class.forName("sun.misc.Signal", true, loader),
                    Class.forName("sun.misc.SignalHandler", true, loader));
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new SignalException(MISSING, missing);
        }
    }

    /** Returns the JDK's signal of that name; throws {@link IllegalArgumentException} if there is none. */
    Object signal(String name) {
        try {
            return signalType.getConstructor(String.class).newInstance(name);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IllegalArgumentException unknown) {
                throw new IllegalArgumentException("this system has no signal " + name, unknown);
            }
            throw new SignalException(MISSING, thrown);
        } catch (ReflectiveOperationException missing) {
            throw new SignalException(MISSING, missing);
        }
    }

    /** Makes a handler for {@link #install}. */
    Object handler(Handler handler) {
        return Proxy.newProxyInstance(
                SystemSignals.class.getClassLoader(),
                new Class<?>[] {handlerType},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "handle" -> {
                        Object signal = arguments[0];
                        handler.handle((String) call(signal, "getName"), (Integer) call(signal, "getNumber"));
                        yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "signal handler of nagare-process";
                });
    }

    private Object call(Object signal, String getter) throws ReflectiveOperationException {
        return signalType.getMethod(getter).invoke(signal);
    }

    /**
     * Installs a handler and returns the one before it.
     *
     * @throws SignalException if the JVM keeps the signal for itself
     */
    Object install(Object signal, Object handler) {
        try {
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            return handle.invoke(null, signal, handler);
        } catch (InvocationTargetException thrown) {
            throw new SignalException(
                    signal + " cannot be caught: the JVM or the system keeps it for itself"
                            + " (with -Xrs also INT, TERM and HUP)",
                    thrown.getCause());
        } catch (ReflectiveOperationException missing) {
            throw new SignalException(MISSING, missing);
        }
    }
}
