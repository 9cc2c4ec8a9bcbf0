package io.nagare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.policy.Flatten;
import io.nagare.process.fixture.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Children that write or read faster than the other side, and many children. */
class BackPressureTest {

    private static final long GIGABYTE = 1L << 30;

    private Nagare nagare;
    private int descriptors;

    @BeforeAll
    static void loadWhatOpensDescriptorsOnce() {
        try (Nagare warm = Nagare.multiThread().workers(1).start()) {
            warm.blockOn(Shell.command("echo").output());
        }
    }

    @BeforeEach
    void start() {
        descriptors = Shell.descriptors();
        nagare = Nagare.multiThread().workers(2).maxBlockingThreads(4).start();
    }

    @AfterEach
    void close() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        Shell.assertNoChildren();
        Shell.assertDescriptors(descriptors);
    }

    /** How many bytes a process has handed to the system so far. */
    private static long written(long pid) {
        return number(pid, "io", "wchar:");
    }

    /** How much memory a process has in use, in bytes. */
    private static long residentMemory(long pid) {
        return number(pid, "status", "VmRSS:") * 1024;
    }

    private static long number(long pid, String file, String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/" + file))) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
                }
            }
            throw new AssertionError("no " + name);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static final class Stopping implements Subscriber<Bytes> {

        private volatile Subscription subscription;
        private volatile long received;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField")
        public void onNext(Bytes bytes) {
            received = received + bytes.length();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    @Test
    void aGigabyteWaitsInTheChildUntilItIsWanted() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/io")), "there is no /proc/self/io");
        long memoryBefore = usedMemory();
        Child child = nagare.blockOn(Command.of("head", "-c", Long.toString(GIGABYTE), "/dev/zero")
                .stdout(ChildStream.piped())
                .start());
        Stopping consumer = new Stopping();
        child.stdout().subscribe(consumer);
        consumer.subscription.request(10);
        assertTrue(Shell.await(() -> consumer.received >= 10));
        long now = steady(child.pid());
        // The pipe holds 64 KiB, and the child has one buffer in its hands.
        assertTrue(now - consumer.received <= 256 * 1024, now + " written, " + consumer.received + " read");
        assertTrue(Shell.isAlive(child.pid()));
        long childMemory = residentMemory(child.pid());
        assertTrue(childMemory < 32 << 20, childMemory + " bytes in the child");
        assertTrue(usedMemory() - memoryBefore < 16 << 20, "memory grew here while nobody read");
        consumer.subscription.cancel();
        long before = usedMemory();
        long rest = nagare.blockOn(child.stdout().reduce(0L, (sum, bytes) -> sum + bytes.length())
                // The first reader may not have left yet.
                .retry(1_000));
        assertEquals(GIGABYTE, consumer.received + rest);
        assertTrue(usedMemory() - before < 64 << 20, "memory grew");
        assertTrue(nagare.blockOn(child.exit()).isSuccess());
        child.close();
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Waits until the count has not changed for a while. */
    private static long steady(long pid) {
        long[] last = {-1};
        int[] same = {0};
        assertTrue(Shell.await(() -> {
            long now = written(pid);
            same[0] = now == last[0] ? same[0] + 1 : 0;
            last[0] = now;
            return same[0] == 100;
        }));
        return last[0];
    }

    @Test
    void aChildThatDoesNotReadHoldsThePublisherBack() {
        AtomicInteger made = new AtomicInteger();
        Bytes chunk = Bytes.wrap(new byte[16 * 1024]);
        Child child = nagare.blockOn(
                Shell.command("exec sleep 1000").stdin(ChildStream.piped()).start());
        Task<Void> writing = nagare.spawn(child.stdin().sendAll(Many.range(0, 100_000).map(i -> {
            made.incrementAndGet();
            return chunk;
        })));
        assertTrue(Shell.await(() -> made.get() >= 5));
        int[] last = {0, 0};
        assertTrue(Shell.await(() -> {
            last[1] = made.get() == last[0] ? last[1] + 1 : 0;
            last[0] = made.get();
            return last[1] == 100;
        }));
        assertTrue(made.get() <= 6, made + " chunks of 16 KiB for a pipe of 64 KiB");
        writing.abort();
        child.close();
        nagare.blockOn(child.exit());
    }

    @Test
    void silentChildrenTakeNoThreadThatOthersNeed() {
        List<Child> silent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Child child = nagare.blockOn(Shell.command("exec sleep 1000")
                    .stdout(ChildStream.piped())
                    .stderr(ChildStream.piped())
                    .start());
            nagare.spawn(child.stdout().then().onErrorComplete());
            nagare.spawn(child.stderr().then().onErrorComplete());
            nagare.spawn(child.exit());
            silent.add(child);
        }
        assertEquals("done\n", nagare.blockOn(Shell.command("echo done").output()).text());
        assertEquals(1, nagare.<Integer>blockOn(One.blocking(() -> 1)));
        nagare.blockOn(One.allOf(silent.stream().map(Child::end).toList()));
    }

    @Test
    void aThousandShortChildrenAFewAtATime() {
        long sum = nagare.blockOn(Many.range(0, 1_000)
                .flatMap(i -> Shell.command("echo " + i).output(), Flatten.concurrency(8))
                .reduce(0L, (total, output) -> total + Integer.parseInt(output.text().strip())));
        assertEquals(999 * 1_000 / 2, sum);
    }

    @Test
    void childrenThatAreCancelledWhileTheyAreStarted() {
        nagare.blockOn(Many.range(0, 200)
                .flatMap(i -> Shell.command("exec sleep 1000")
                        .grace(Duration.ZERO)
                        .exit()
                        .timeout(Duration.ofMillis(i % 7))
                        .onErrorResume(late -> One.empty()), Flatten.concurrency(8))
                .then());
        // Behind these, all that were being started have been.
        nagare.blockOn(Many.range(0, 8).flatMap(i -> Shell.command("true").exit()).then());
    }
}
