package io.nagare.bench.bridges;

/**
 * What moves to a worker of a scheduler: this library's workers behind another library's interface, or the other
 * library's own. Each call runs to its end while the calling thread waits, and returns how many items or coroutines
 * came through.
 */
interface Moves extends AutoCloseable {

    /** The number of items of a stream. */
    int ITEMS = 102_400;

    /** The number of coroutines of a run. */
    int COROUTINES = 10_240;

    /** Reactor: a mapped range, {@code publishOn}, mapped, counted. */
    long publishOn();

    /** RxJava: a mapped range, {@code observeOn}, mapped, counted. */
    long observeOn();

    /** Mutiny: a mapped range, {@code emitOn}, mapped, counted. */
    long emitOn();

    /** Kotlin: a mapped range, {@code flowOn}, mapped, counted. */
    long flowOn();

    /** Kotlin: a coroutine that calls {@code withContext} for one function after the other. */
    long withContext();

    /** Kotlin: a coroutine on the dispatcher that launches others, and waits for all. */
    long launch();

    @Override
    void close();
}
