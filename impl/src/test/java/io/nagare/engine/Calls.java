package io.nagare.engine;

import io.nagare.Async;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Signal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/**
 * All public methods that return a stream. A call passes one function of the test; all other functions are harmless.
 */
final class Calls {

    /** One function argument of one method. */
    record FunctionArgument(Class<?> owner, Method method, int index) {

        String name() {
            return method.getName();
        }

        /** Calls the method with the given function. All other arguments are harmless. */
        Publisher<?> call(Surroundings around, InvocationHandler function) throws ReflectiveOperationException {
            Type[] types = method.getGenericParameterTypes();
            Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                arguments[i] = i == index ? proxy(raw(types[i]), function) : harmless(types[i], around);
            }
            return (Publisher<?>)
                    method.invoke(Modifier.isStatic(method.getModifiers()) ? null : around.receiver(owner), arguments);
        }

        /** Calls the method with a function that runs an action and then behaves well. */
        Publisher<?> callWith(Surroundings around, Runnable doing) throws ReflectiveOperationException {
            Type type = method.getGenericParameterTypes()[index];
            return call(around, (proxy, called, arguments) -> {
                doing.run();
                return result(type, called, around);
            });
        }

        @Override
        public String toString() {
            return Arrays.stream(method.getParameterTypes())
                            .map(Class::getSimpleName)
                            .collect(Collectors.joining(
                                    ", ", owner.getSimpleName() + "." + method.getName() + "(", ")"))
                    + " argument " + index;
        }
    }

    private Calls() {}

    static List<FunctionArgument> functionArguments() {
        List<FunctionArgument> all = new ArrayList<>();
        for (Class<?> type : List.of(Many.class, One.class)) {
            for (Method method : type.getMethods()) {
                if (method.isSynthetic() || !Publisher.class.isAssignableFrom(erasedResult(method))) {
                    continue;
                }
                Class<?>[] parameters = method.getParameterTypes();
                for (int i = 0; i < parameters.length; i++) {
                    if (isFunction(parameters[i])) {
                        all.add(new FunctionArgument(type, method, i));
                    }
                }
            }
        }
        return all;
    }

    private static Class<?> erasedResult(Method method) {
        return method.getReturnType() == Async.class ? Publisher.class : method.getReturnType();
    }

    static boolean isFunction(Class<?> type) {
        return type.isInterface()
                && !type.isSealed()
                && type != Iterable.class
                && !Publisher.class.isAssignableFrom(type)
                && !Collection.class.isAssignableFrom(type)
                && abstractMethods(type) == 1;
    }

    private static long abstractMethods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !isOfObject(method))
                .count();
    }

    private static boolean isOfObject(Method method) {
        return Arrays.stream(Object.class.getMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }

    private static Object proxy(Class<?> type, InvocationHandler function) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return isOfObject(method) ? ofObject(proxy, method, arguments) : function.invoke(proxy, method, arguments);
        });
    }

    private static Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "a function";
        };
    }

    /** Returns a function with a result of the declared type, or another ordinary argument. */
    private static Object harmless(Type type, Surroundings around) {
        Class<?> raw = raw(type);
        if (raw == Class.class && type instanceof ParameterizedType parameterized) {
            Class<?> bound = raw(parameterized.getActualTypeArguments()[0]);
            return Throwable.class.isAssignableFrom(bound) ? IllegalStateException.class : Integer.class;
        } else if (raw == One.class || raw == Many.class || raw == Publisher.class) {
            return raw == Many.class ? Many.just(1) : One.just(1);
        } else if (raw == Iterable.class) {
            return isOfPublishers(type) ? List.of(One.just(1), One.just(1)) : List.of(1, 2);
        } else if (!isFunction(raw)) {
            return BadInputTest.sample(raw);
        }
        return proxy(raw, (proxy, method, arguments) -> result(type, method, around));
    }

    private static boolean isOfPublishers(Type iterable) {
        return iterable instanceof ParameterizedType parameterized
                && Publisher.class.isAssignableFrom(raw(parameterized.getActualTypeArguments()[0]));
    }

    private static Object result(Type function, Method method, Surroundings around) {
        Class<?> returned = method.getReturnType();
        if (returned == void.class) {
            return null;
        } else if (returned == boolean.class) {
            return true;
        } else if (returned == int.class) {
            return 1;
        } else if (returned == long.class) {
            return 1L;
        }
        Type result = method.getGenericReturnType();
        if (result instanceof TypeVariable<?> variable && function instanceof ParameterizedType parameterized) {
            int position = List.of(raw(function).getTypeParameters()).indexOf(variable);
            return value(position < 0 ? Object.class : raw(parameterized.getActualTypeArguments()[position]), around);
        }
        return value(returned, around);
    }

    private static Object value(Class<?> type, Surroundings around) {
        if (type == One.class || type == Publisher.class) {
            return around.one();
        } else if (type == Many.class) {
            return Many.from(around.one());
        } else if (Throwable.class.isAssignableFrom(type)) {
            return new IllegalArgumentException("harmless");
        } else if (type == CompletionStage.class) {
            return CompletableFuture.completedFuture(1);
        } else if (type == Stream.class) {
            return Stream.of(1, 2);
        } else if (type == Signal.class) {
            return new Signal.Next<>(1);
        } else if (Collection.class.isAssignableFrom(type)) {
            return new HashSet<>();
        } else if (type == Iterable.class) {
            return List.of(1, 2);
        } else if (type == Boolean.class) {
            return true;
        } else if (isFunction(type)) {
            return proxy(type, (proxy, method, arguments) -> result(type, method, around));
        }
        return 1;
    }

    /** Returns the class of a type, or of its bound. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        } else if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        } else if (type instanceof WildcardType wildcard) {
            return raw(
                    wildcard.getLowerBounds().length > 0 ? wildcard.getLowerBounds()[0] : wildcard.getUpperBounds()[0]);
        } else if (type instanceof TypeVariable<?> variable) {
            return raw(variable.getBounds()[0]);
        }
        return Object[].class;
    }

    /** The streams around a call. Each function of each method is called in at least one of these. */
    enum Surroundings {
        ITEMS,
        NOTHING,
        FAILURE,
        NO_END;

        /** Returns the stream on which a method of the type is called. */
        Object receiver(Class<?> type) {
            Many<Integer> many =
                    switch (this) {
                        case ITEMS -> Many.range(1, 3);
                        case NOTHING -> Many.empty();
                        case FAILURE -> Many.range(1, 2).concatWith(failing());
                        case NO_END -> Many.range(1, 3).concatWith(Many.never()).skipLast(2);
                    };
            return type == One.class ? one() : many;
        }

        /** Returns the result of the other functions. */
        One<Integer> one() {
            return switch (this) {
                case ITEMS -> One.just(1);
                case NOTHING -> One.empty();
                case FAILURE -> One.from(failing());
                case NO_END -> Many.just(1).concatWith(Many.never()).last();
            };
        }

        private static Many<Integer> failing() {
            return Many.error(() -> new IllegalStateException("upstream"));
        }
    }
}
