package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscriber;

/**
 * A subscriber that was made for a stage. The compiler passes its subscribers on as this interface, because the JVM
 * checks interfaces when they are used. For a class, it would load each subscriber that the compiler can make when it
 * loads the compiler, which every program would pay for when it starts.
 *
 * @param <I> the type of the items from upstream
 */
public interface CompiledStage<I> {

    /** Returns this. */
    StrandSubscriber<I> subscriber();
}
