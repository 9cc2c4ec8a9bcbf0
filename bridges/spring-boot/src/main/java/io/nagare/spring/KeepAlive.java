package io.nagare.spring;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps the JVM running while a server is started, as the servers of Spring Boot do. The threads of a runtime do not,
 * since they are daemons. Any thread may call.
 */
final class KeepAlive {

    private final CountDownLatch over = new CountDownLatch(1);

    private KeepAlive() {}

    /** Begins. The caller calls {@link #end()}. */
    static KeepAlive begin(String name) {
        KeepAlive begun = new KeepAlive();
        Thread thread = new Thread(begun::await, name);
        thread.setDaemon(false);
        thread.setContextClassLoader(KeepAlive.class.getClassLoader());
        thread.start();
        return begun;
    }

    private void await() {
        boolean waiting = true;
        while (waiting) {
            try {
                over.await();
                waiting = false;
            } catch (InterruptedException foreign) {
                // Nobody interrupts this thread to end it.
            }
        }
    }

    void end() {
        over.countDown();
    }
}
