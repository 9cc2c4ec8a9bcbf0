package io.nagare.failure;

/**
 * A call that waits was made on a worker thread, where it could wait for itself.
 *
 * @since 0.1
 */
public final class BlockedWorkerException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the call and the current thread. */
    public BlockedWorkerException(String call) {
        super(call + " was called on the worker thread " + Thread.currentThread().getName()
                + ", which would stop every stream of that worker; compose with flatMap or then instead, "
                + "or wait on another thread, for example inside Nagare.spawnBlocking");
    }
}
