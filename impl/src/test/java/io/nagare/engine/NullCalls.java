package io.nagare.engine;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls public constructors and methods with null in place of one argument after the other, or of what an array, a
 * collection or a map holds. Each such call must fail with a {@link NullPointerException} whose message names the
 * argument. Arguments that are {@link Nullable} are left out.
 */
public final class NullCalls {

    /** Gives a harmless argument of a type, or an object to call. */
    private final Function<Class<?>, Object> samples;

    private final List<String> faults = new ArrayList<>();
    private int calls;

    public NullCalls(Function<Class<?>, Object> samples) {
        this.samples = samples;
    }

    /** Returns the public types in the package of a class, and the public types in those, but no exceptions. */
    public static List<Class<?>> publicTypes(Class<?> one) throws Exception {
        URI location = one.getResource(one.getSimpleName() + ".class").toURI();
        if (!location.getScheme().equals("jar")) {
            return publicTypes(one, Path.of(location).getParent());
        }
        try (FileSystem jar = FileSystems.newFileSystem(location, Map.of())) {
            return publicTypes(one, jar.getPath("/" + one.getPackageName().replace('.', '/')));
        }
    }

    private static List<Class<?>> publicTypes(Class<?> one, Path folder) throws Exception {
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> one.getPackageName() + "." + name.substring(0, name.lastIndexOf('.')))
                    .sorted()
                    .toList();
        }
        List<Class<?>> types = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name, false, one.getClassLoader());
            if (isPublic(type) && !Throwable.class.isAssignableFrom(type)) {
                types.add(type);
            }
        }
        return types;
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }

    /** Makes all calls of a type. */
    public void call(Class<?> type) throws Exception {
        for (Executable constructor : type.getConstructors()) {
            call(type, constructor);
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean called = Modifier.isPublic(method.getModifiers())
                    && !Modifier.isAbstract(method.getModifiers())
                    && !method.isSynthetic()
                    && !method.getName().equals("equals")
                    && !type.isEnum();
            if (called) {
                call(type, method);
            }
        }
    }

    private void call(Class<?> type, Executable called) throws Exception {
        Class<?>[] types = called.getParameterTypes();
        AnnotatedType[] annotated = called.getAnnotatedParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isPrimitive() || annotated[i].isAnnotationPresent(Nullable.class)) {
                continue;
            }
            for (Object bad : bad(types[i])) {
                Object[] arguments = new Object[types.length];
                for (int j = 0; j < types.length; j++) {
                    arguments[j] = j == i ? bad : sample(types[j]);
                }
                check(called + ", argument " + i + (bad == null ? "" : " with null in it"), type, called, arguments);
            }
        }
    }

    private static List<Object> bad(Class<?> type) {
        List<Object> all = new ArrayList<>();
        all.add(null);
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            all.add(Array.newInstance(type.getComponentType(), 1));
        } else if (type == List.class || type == Collection.class) {
            all.add(Collections.singletonList(null));
        } else if (type == Map.class) {
            all.add(Collections.singletonMap("a.test", null));
        }
        return all;
    }

    private Object sample(Class<?> type) {
        if (type == boolean.class) {
            return true;
        } else if (type == int.class || type == byte.class) {
            return type == int.class ? (Object) 1 : (Object) (byte) 1;
        } else if (type == long.class) {
            return 1L;
        }
        Object sample = samples.apply(type);
        if (sample == null) {
            throw new IllegalStateException("no sample of " + type);
        }
        return sample;
    }

    private void check(String what, Class<?> type, Executable called, Object[] arguments) throws Exception {
        calls++;
        try {
            if (called instanceof Method method) {
                method.invoke(Modifier.isStatic(method.getModifiers()) ? null : sample(type), arguments);
            } else {
                ((java.lang.reflect.Constructor<?>) called).newInstance(arguments);
            }
            faults.add(what + ": it is accepted");
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            String message = cause.getMessage();
            // The message that the JDK makes by itself begins so.
            if (!(cause instanceof NullPointerException) || message == null || message.startsWith("Cannot ")) {
                faults.add(what + ": " + cause);
            }
        }
    }

    /** The calls that were accepted, or failed in other words. */
    public List<String> faults() {
        return faults;
    }

    /** How many calls were made. */
    public int calls() {
        return calls;
    }
}
