package io.nagare.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread that wakes a selector while another one closes it. The number of a closed descriptor may be another's. */
class LateWakeupTest {

    private final CountDownLatch blocks = new CountDownLatch(1);
    private final CountDownLatch signals = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Queue<String> called = new ConcurrentLinkedQueue<>();
    private volatile Thread waker;
    private volatile int event;

    @BeforeEach
    void needsARing() {
        assumeTrue(Uring.isAvailable(), Uring.unavailabilityReason());
    }

    /** The calls of the system. The waker's signal waits in the middle, as if its thread had lost its core. */
    private Object call(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("enter") && (int) arguments[2] > 0) {
            blocks.countDown();
        }
        boolean late = method.getName().equals("signal") && Thread.currentThread() == waker;
        if (late) {
            signals.countDown();
            goOn.await();
            called.add("signal");
        }
        if (method.getName().equals("close") && (int) arguments[0] == event) {
            called.add("close");
        }
        try {
            Object result = method.invoke(SystemRingCalls.INSTANCE, arguments);
            if (method.getName().equals("eventDescriptor")) {
                event = (int) result;
            }
            return result;
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    @Test
    void theDescriptorIsClosedBehindASignalThatHasBegun() throws Exception {
        RingCalls calls = (RingCalls) Proxy.newProxyInstance(
                RingCalls.class.getClassLoader(),
                new Class<?>[] {RingCalls.class},
                (proxy, method, arguments) -> call(method, arguments));
        Selector selector = new RingProvider(calls).openSelector();
        Thread closer = new Thread(() -> selectAndClose(selector));
        waker = new Thread(selector::wakeup);
        closer.start();
        blocks.await();
        waker.start();
        signals.await();
        while (!List.of(Thread.State.BLOCKED, Thread.State.TERMINATED).contains(closer.getState())) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        closer.join();
        waker.join();
        assertEquals(List.of("signal", "close"), List.copyOf(called));
    }

    private static void selectAndClose(Selector selector) {
        try {
            selector.select(key -> {}, 500);
            selector.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
