package io.nagare.engine.specialize;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * Gives the places where an operator is used copies of the operator's class.
 *
 * <p>A virtual machine profiles a method once for all its callers. In a busy program {@code MapSubscriber.onNext} has
 * seen many mappers and many kinds of downstream, so neither call in it is inlined any more, and every item pays for
 * both at every stage. A copy of the class has a profile of its own. It is made for a <em>place</em>: the class of the
 * user's function, which for a lambda is where it stands in the source, together with the class of the subscriber
 * downstream, which may be a copy too; so a chain of stages becomes a chain of classes that only this chain uses, and
 * is compiled into one loop.
 *
 * <p>A place gets its copy after {@value #SUBSCRIPTIONS} subscriptions, when the stage behind it has its own or will
 * never have one; there are {@value #MOST_COPIES} copies at the most. A copy costs a few hundred microseconds, once, on
 * the thread that subscribes, and begins its life uncompiled. Where classes can't be defined at run time there are
 * none. The system property {@code nagare.specialize=false} turns all of it off.
 *
 * <p>Called on any thread, when a stage is compiled. A class that is copied must be one file: what it calls may not
 * take the class itself as a parameter, because a copy is not of that type; {@code SpecializationTest} copies them all.
 */
public final class Specialization {

    /** After how many subscriptions a place is worth a copy. */
    static final int SUBSCRIPTIONS = 100;

    static final int MOST_COPIES = 1_000;

    private static final boolean ENABLED = Boolean.parseBoolean(System.getProperty("nagare.specialize", "true"));

    private final ClassCopier copier;

    private final ClassValue<Places> places = new ClassValue<>() {
        @Override
        protected Places computeValue(Class<?> function) {
            return new Places(copier);
        }
    };

    private Specialization(ClassCopier copier) {
        this.copier = copier;
    }

    /**
     * For a class with a constructor that takes these parameters: what it works with, its downstream, and its strand,
     * which may be missing.
     *
     * @param lookup with access to the constructor
     */
    public static Specialization of(MethodHandles.Lookup lookup, Class<?> template, Class<?>... parameters) {
        return new Specialization(new ClassCopier(lookup, template, parameters));
    }

    /**
     * Constructs an object of the place's own class.
     *
     * @param function the class that tells one place from another
     * @return null if the place has no class of its own, or not yet
     */
    public @Nullable Object construct(
            Class<?> function, Object argument, StrandSubscriber<?> downstream, Strand strand) {
        if (!ENABLED) {
            return null;
        }
        MethodHandle constructor = places.get(function).constructorBefore(downstream.getClass());
        if (constructor == null) {
            return null;
        }
        try {
            return (Object) constructor.invokeExact(argument, downstream, strand);
        } catch (Throwable failure) {
            throw new AssertionError("the constructor of a copied class failed", failure);
        }
    }
}
