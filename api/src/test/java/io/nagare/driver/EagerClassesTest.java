package io.nagare.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Classes are initialized before they are needed, on the calling thread or aside. */
class EagerClassesTest {

    private static final CompletableFuture<Thread> HERE = new CompletableFuture<>();
    private static final CompletableFuture<Thread> ASIDE = new CompletableFuture<>();
    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    private static EagerClasses eager(Class<?> anchor, String name) {
        return new EagerClasses(anchor, List.of(EagerClassesTest.class.getName() + "$" + name));
    }

    @Test
    void loadingInitializesOnTheCallingThread() {
        eager(EagerClassesTest.class, "Here").load();
        assertEquals(Thread.currentThread(), HERE.getNow(null));
    }

    @Test
    void loadingAsideTakesAThreadOfItsOwn() throws Exception {
        EagerClasses classes = eager(Test.class, "Aside");
        classes.loadAside();
        classes.loadAside();
        Thread thread = ASIDE.get(10, TimeUnit.SECONDS);
        assertEquals("nagare-classes", thread.getName());
        assertTrue(thread.isDaemon());
        thread.join();
    }

    /** A program that uses the superclass at the same moment may have the subclass initialized by it. */
    @Test
    void aSuperclassIsInitializedWhole() throws Exception {
        Thread program = new Thread(() -> eager(EagerClassesTest.class, "Above").load());
        CountDownLatch entered = new CountDownLatch(1);
        Thread aside = new Thread(() -> {
            entered.countDown();
            eager(EagerClassesTest.class, "Below").load();
        });
        program.setDaemon(true);
        aside.setDaemon(true);
        program.start();
        assertTrue(BEGUN.await(10, TimeUnit.SECONDS));
        aside.start();
        assertTrue(entered.await(10, TimeUnit.SECONDS));
        // No state of a thread tells that it waits for a class. A longer pause finds a fault more surely.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        GO_ON.countDown();
        program.join(10_000);
        aside.join(10_000);
        assertEquals(List.of(false, false), List.of(program.isAlive(), aside.isAlive()));
    }

    @Test
    void aClassThatIsMissingIsNoFailure() {
        eager(EagerClassesTest.class, "Missing").load();
    }

    private static class Above {

        static {
            BEGUN.countDown();
            try {
                GO_ON.await();
            } catch (InterruptedException interrupt) {
                throw new IllegalStateException(interrupt);
            }
        }

        static final Above FIRST = new Below();
    }

    private static final class Below extends Above {}

    private static final class Here {

        static {
            HERE.complete(Thread.currentThread());
        }
    }

    private static final class Aside {

        static {
            ASIDE.complete(Thread.currentThread());
        }
    }
}
