package io.nagare.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Classes are initialized before they are needed, on the calling thread or aside. */
class EagerClassesTest {

    private static final CompletableFuture<Thread> HERE = new CompletableFuture<>();
    private static final CompletableFuture<Thread> ASIDE = new CompletableFuture<>();

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

    @Test
    void aClassThatIsMissingIsNoFailure() {
        eager(EagerClassesTest.class, "Missing").load();
    }

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
