package io.nagare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.process.fixture.Jvm;
import io.nagare.process.fixture.Shell;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Signals to this JVM that do no harm without a handler (WINCH), and signals to children. */
class SignalsTest {

    private Nagare nagare;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        Shell.assertNoChildren();
    }

    private void kill(String signal, long pid) {
        assertTrue(nagare.blockOn(Shell.command("kill -" + signal + " " + pid).exit()).isSuccess());
    }

    private void windowChanged() {
        kill("WINCH", ProcessHandle.current().pid());
    }

    private static final class Counting implements Subscriber<ReceivedSignal> {

        private final AtomicInteger count = new AtomicInteger();
        private volatile Subscription subscription;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(ReceivedSignal signal) {
            assertEquals("WINCH", signal.name());
            count.incrementAndGet();
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {}
    }

    private static Counting subscribed(long demand) {
        Counting counting = new Counting();
        Signals.of("WINCH").subscribe(counting);
        if (demand > 0) {
            counting.subscription.request(demand);
        }
        return counting;
    }

    @Test
    void allSubscribersGetEachSignal() {
        Counting one = subscribed(Long.MAX_VALUE);
        Counting other = subscribed(Long.MAX_VALUE);
        for (int i = 1; i <= 3; i++) {
            int sent = i;
            windowChanged();
            assertTrue(Shell.await(() -> one.count.get() == sent && other.count.get() == sent));
        }
        one.subscription.cancel();
        windowChanged();
        assertTrue(Shell.await(() -> other.count.get() == 4));
        assertEquals(3, one.count.get());
        other.subscription.cancel();
    }

    @Test
    void signalsWithoutDemandAreMerged() {
        Counting idle = subscribed(0);
        Counting fast = subscribed(Long.MAX_VALUE);
        for (int i = 1; i <= 3; i++) {
            int sent = i;
            windowChanged();
            assertTrue(Shell.await(() -> fast.count.get() == sent));
        }
        idle.subscription.request(10);
        assertTrue(Shell.await(() -> idle.count.get() == 1));
        windowChanged();
        assertTrue(Shell.await(() -> fast.count.get() == 4 && idle.count.get() == 2));
        idle.subscription.cancel();
        fast.subscription.cancel();
    }

    @Test
    void asManySubscribersAsThereAre() {
        List<Task<ReceivedSignal>> tasks = Many.range(0, 100)
                .map(i -> nagare.spawn(One.from(Signals.of("WINCH"))))
                .collectList()
                .block();
        // A task has subscribed when it has run; the signal is repeated until all have seen one.
        assertTrue(Shell.await(() -> {
            windowChanged();
            return tasks.stream().allMatch(Task::isDone);
        }));
        assertEquals("WINCH", tasks.get(0).join().name());
    }

    @Test
    void aClosedRuntimeLeavesNoListener() {
        Nagare other = Nagare.multiThread().workers(1).start();
        Task<Void> task = other.spawn(Signals.of("WINCH").then());
        other.close();
        assertTrue(task.isDone());
        Counting counting = subscribed(Long.MAX_VALUE);
        windowChanged();
        assertTrue(Shell.await(() -> counting.count.get() == 1));
        counting.subscription.cancel();
    }

    private static void isIllegal(String message, String name) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> Signals.of(name)).getMessage());
    }

    @Test
    void whatCannotBeCaughtIsRefused() {
        isIllegal("no Java program can catch KILL", "KILL");
        isIllegal("no Java program can catch SEGV", "SEGV");
        isIllegal("this system has no signal NONE", "NONE");
        isIllegal("the name of a signal is without SIG: TERM", "SIGTERM");
        SignalException kept =
                assertThrows(SignalException.class, () -> nagare.blockOn(Signals.of("QUIT").then()));
        assertTrue(kept.getMessage().startsWith("SIGQUIT cannot be caught"), kept.getMessage());
    }

    @Test
    void aRuntimeWithoutTheModuleSaysWhatIsMissing() throws Exception {
        try (URLClassLoader without = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("sun.misc")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        }) {
            SignalException missing = assertThrows(SignalException.class, () -> SystemSignals.find(without));
            assertTrue(missing.getMessage().contains("add the module jdk.unsupported"), missing.getMessage());
        }
    }

    /** Says when it listens, then when it has heard, and then waits without a listener. */
    static final class Listener {
        public static void main(String[] arguments) throws InterruptedException {
            CompletableFuture<ReceivedSignal> heard = new CompletableFuture<>();
            // The thread that subscribes runs the stream until it waits, so the handlers are there behind this.
            One.from(Signals.terminate().mergeWith(Signals.interrupt()).mergeWith(Signals.hangUp()))
                    .doFinally(end -> System.out.println("left"))
                    .subscribe(heard::complete);
            System.out.println("listening");
            heard.join();
            Thread.sleep(100_000);
        }
    }

    @Test
    void theDefaultIsGivenBack() {
        for (String signal : List.of("TERM", "INT", "HUP")) {
            Command command = Jvm.command(Listener.class).stdout(ChildStream.piped());
            int code = nagare.blockOn(command.runningOne(child -> child.stdout()
                            .lines()
                            .doOnNext(line -> Nagare.current().spawnBlocking(() -> {
                                // The first arrives at the listener, the second at the JVM.
                                new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid())).start().waitFor();
                                return null;
                            }))
                            .then()
                            .then(child.exit())))
                    .code();
            assertEquals(switch (signal) {
                case "TERM" -> 143;
                case "INT" -> 130;
                default -> 129;
            }, code);
        }
    }
}
