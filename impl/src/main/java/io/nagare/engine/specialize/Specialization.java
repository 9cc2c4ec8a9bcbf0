package io.nagare.engine.specialize;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * Gives each busy place in a program its own copy of an operator's class.
 *
 * <p>A virtual machine profiles a method once for all its callers. In a busy program {@code MapSubscriber.onNext} has
 * seen many mappers and many classes of downstream subscribers. Then neither call in it is inlined any more, and every
 * item pays for both calls at every stage. A copy of the class has a profile of its own.
 *
 * <p>A copy is made for a <em>place</em>: the class of the user's function together with the class of the downstream
 * subscriber. A lambda's class stands for its position in the source. The downstream class may be a copy too. So a
 * chain of stages becomes a chain of classes that only this chain uses, which is compiled into one loop.
 *
 * <p>A place gets its copy after {@value #SUBSCRIPTIONS} subscriptions. Before that, the stage behind it must have its
 * copy, or be one that never gets one. There are at most {@value #MOST_COPIES} copies. A copy costs a few hundred
 * microseconds, once, on the subscribing thread, and begins uncompiled. Where classes cannot be defined at run time
 * there are no copies. The system property {@code nagare.specialize=false} turns all of this off.
 *
 * <p>Called on any thread, when a stage is compiled. A copied class must be one file. No method that it calls may take
 * the class itself as a parameter, because a copy is not of that type. {@code SpecializationTest} copies them all.
 */
public final class Specialization {

    /** How many subscriptions a place has before a copy is worth its cost. */
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
     * Prepares copies of a class. Its constructor takes these parameters: the object it works with, its downstream, and
     * its strand. The strand may be missing.
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
    @SuppressWarnings("unchecked") // a copy does what its template does
    public <S> @Nullable S construct(
            Class<?> function, Object argument, StrandSubscriber<?> downstream, Strand strand) {
        if (!ENABLED) {
            return null;
        }
        MethodHandle constructor = places.get(function).constructorBefore(downstream.getClass());
        if (constructor == null) {
            return null;
        }
        try {
            return (S) (Object) constructor.invokeExact(argument, downstream, strand);
        } catch (Throwable failure) {
            throw new AssertionError("the constructor of a copied class failed", failure);
        }
    }
}
