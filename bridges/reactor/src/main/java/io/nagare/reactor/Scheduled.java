package io.nagare.reactor;

import reactor.core.Disposable;

/** One {@link Job}, or the {@link Jobs} of one worker. Any thread may call. */
interface Scheduled extends Disposable {

    /** Disposes of what waits for a time that comes no more. */
    void runtimeClosed();
}
