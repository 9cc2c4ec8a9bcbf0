package io.nagare.engine.specialize;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Defines hidden classes from the class file of one class (JEP 371). A copy can be unloaded when nobody uses it, and
 * does not appear in stack traces. Called on any thread.
 */
final class ClassCopier {

    private static final MethodType CONSTRUCTOR =
            MethodType.methodType(Object.class, Object.class, StrandSubscriber.class, Strand.class);

    private static final Set<Class<?>> TEMPLATES = ConcurrentHashMap.newKeySet();

    private static final AtomicInteger COPIES = new AtomicInteger();

    private final MethodHandles.Lookup lookup;
    private final Class<?> template;
    private final MethodType parameters;

    /** The class file, read with the first copy. */
    private byte @Nullable [] file;

    ClassCopier(MethodHandles.Lookup lookup, Class<?> template, Class<?>... parameters) {
        this.lookup = lookup;
        this.template = template;
        this.parameters = MethodType.methodType(void.class, parameters);
        TEMPLATES.add(template);
    }

    /** Whether the class is one that places get copies of. */
    static boolean willBeCopied(Class<?> type) {
        return TEMPLATES.contains(type);
    }

    /**
     * Defines another copy and returns its constructor. Returns null if there are {@link Specialization#MOST_COPIES}
     * already, or if none can be made here.
     */
    synchronized @Nullable MethodHandle copy() {
        if (COPIES.getAndIncrement() >= Specialization.MOST_COPIES) {
            COPIES.decrementAndGet();
            return null;
        }
        try {
            return define();
        } catch (IOException | ReflectiveOperationException | LinkageError | UnsupportedOperationException failure) {
            COPIES.set(Specialization.MOST_COPIES);
            // Not a static field, because looking for the provider of SLF4J would slow down the start.
            LoggerFactory.getLogger(ClassCopier.class)
                    .debug("operators get no copied classes, because none can be defined here", failure);
            return null;
        }
    }

    private MethodHandle define() throws IOException, ReflectiveOperationException {
        if (file == null) {
            file = read();
        }
        MethodHandles.Lookup copy =
                MethodHandles.privateLookupIn(template, lookup).defineHiddenClass(file, true);
        MethodHandle constructor = copy.findConstructor(copy.lookupClass(), parameters);
        if (parameters.parameterCount() < CONSTRUCTOR.parameterCount()) {
            constructor = MethodHandles.dropArguments(constructor, parameters.parameterCount(), Strand.class);
        }
        return constructor.asType(CONSTRUCTOR);
    }

    private byte[] read() throws IOException {
        String name = template.getSimpleName() + ".class";
        try (InputStream in = template.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return in.readAllBytes();
        }
    }
}
