package io.nagare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.failure.BlockingCallException;
import io.nagare.failure.TimedOutException;
import io.nagare.process.fixture.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Running children: who ends them, and what their streams do. */
class ChildTest {

    private static final Duration SOON = Duration.ofMillis(100);

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
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        Shell.assertNoChildren();
        Shell.assertDescriptors(descriptors);
    }

    private static Command piped(String script) {
        return Shell.command(script).stdin(ChildStream.piped()).stdout(ChildStream.piped());
    }

    private Child started(Command command) {
        return nagare.blockOn(command.start());
    }

    @Test
    void itReadsItsInputAndWritesItsOutput() {
        Many<String> answers = piped("while read a; do echo \"<$a>\"; done; echo end").running(child -> Many.merge(
                child.stdin()
                        .sendAll(One.just(Bytes.utf8("one\n")))
                        .then(child.stdin().sendAllAndClose(Bytes.utf8("two\n")))
                        .then(One.<String>empty()),
                child.stdout().lines()));
        assertEquals(List.of("<one>", "<two>", "end"), nagare.blockOn(answers.collectList()));
    }

    @Test
    void itIsEndedWithTheFunctionsStream() {
        CompletableFuture<Long> pid = new CompletableFuture<>();
        nagare.blockOn(Shell.command("exec sleep 1000").running(child -> {
            pid.complete(child.pid());
            return One.just(1);
        }).then());
        assertFalse(Shell.isAlive(pid.join()));
    }

    @Test
    void itIsEndedWhenTheStreamIsCancelled() throws Exception {
        CompletableFuture<Child> started = new CompletableFuture<>();
        Task<ExitStatus> task = nagare.spawn(Shell.command("exec sleep 1000").runningOne(child -> {
            started.complete(child);
            return child.exit();
        }));
        Child child = started.get(10, TimeUnit.SECONDS);
        task.abort();
        assertEquals(143, nagare.blockOn(child.exit(), Duration.ofSeconds(10)).code());
    }

    @Test
    void aTimeoutEndsIt() {
        assertThrows(
                TimedOutException.class,
                () -> nagare.blockOn(Shell.command("exec sleep 1000").output().timeout(Duration.ofMillis(50))));
    }

    @Test
    void aChildThatIgnoresTermIsKilledAfterTheGrace() throws Exception {
        Command stubborn = piped("trap '' TERM; echo ready; while :; do sleep 0.1; done").grace(SOON);
        CompletableFuture<Child> started = new CompletableFuture<>();
        List<String> lines = nagare.blockOn(stubborn.running(child -> {
            started.complete(child);
            return child.stdout().lines().take(1);
        }).collectList());
        assertEquals(List.of("ready"), lines);
        assertEquals(137, started.get().status().orElseThrow().code());
    }

    @Test
    void aChildThatWritesWhileItEndsCanEnd() {
        // What it writes behind the signal is more than a pipe holds, and nobody reads it.
        String farewell = "trap 'head -c 500000 /dev/zero; exit 9' TERM; echo ready; while :; do sleep 0.01; done";
        Child child = started(piped(farewell).grace(Duration.ofSeconds(30)));
        nagare.blockOn(child.stdout().take(1).then());
        assertEquals(9, nagare.blockOn(child.end()).code());
    }

    @Test
    void theExitIsToldToAllAndLater() {
        Child child = started(piped("read a; exit 5"));
        assertEquals(Optional.empty(), child.status());
        Task<ExitStatus> first = nagare.spawn(child.exit());
        Task<ExitStatus> cancelled = nagare.spawn(child.exit());
        cancelled.abort();
        child.stdin().close();
        assertEquals(5, first.join().code());
        assertEquals(5, nagare.blockOn(child.exit()).code());
        assertEquals(Optional.of(new ExitStatus(5)), child.status());
        assertEquals("sh (" + child.pid() + "), exit code 5", child.toString());
        child.close();
    }

    @Test
    void aCancelledWaitDoesNotEndIt() {
        Child child = started(piped("read a; exit 6"));
        assertThrows(TimedOutException.class, () -> nagare.blockOn(child.exit(), Duration.ofMillis(20)));
        assertTrue(Shell.isAlive(child.pid()));
        child.stdin().close();
        assertEquals(6, nagare.blockOn(child.exit()).code());
        child.close();
    }

    @Test
    void closingItEndsItOnce() {
        Child child = started(piped("exec sleep 1000"));
        child.close();
        child.close();
        assertEquals(143, nagare.blockOn(child.exit()).code());
    }

    private <T> void blockOn(One<T> one) throws Throwable {
        try {
            nagare.blockOn(one);
        } catch (BlockingCallException failure) {
            throw failure.getCause();
        }
    }

    @Test
    void theRuntimeKillsWhatIsLeft() {
        Nagare other = Nagare.multiThread().workers(1).start();
        Child child = other.blockOn(piped("trap '' TERM; while :; do sleep 0.1; done").start());
        assertTrue(Shell.isAlive(child.pid()));
        other.close();
        assertTrue(Shell.await(() -> !Shell.isAlive(child.pid())));
    }

    @Test
    void aDroppedHandleIsKilled() {
        long pid = started(piped("exec sleep 1000")).pid();
        assertTrue(Shell.await(() -> {
            System.gc();
            return !Shell.isAlive(pid);
        }));
    }

    @Test
    void aChildIsLeftAloneIfThatIsSaid() {
        Nagare other = Nagare.multiThread().workers(1).start();
        Child child = other.blockOn(Shell.command("exec sleep 1000").start()).keepRunning();
        child.close();
        other.close();
        assertTrue(Shell.isAlive(child.pid()));
        child.kill();
    }

    @Test
    void aGrandchildKeepsThePipeOpenAndTheExitIsTold() {
        Child child = started(piped("sleep 1000 & echo $!; exit 2"));
        long grandchild =
                Long.parseLong(nagare.blockOn(One.from(child.stdout().lines().take(1))));
        try {
            assertEquals(2, nagare.blockOn(child.exit()).code());
            // The output has not ended, and reading it can be cancelled.
            assertThrows(TimedOutException.class, () -> nagare.blockOn(child.stdout().then(), SOON));
            child.close();
        } finally {
            ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void whatAGrandchildWritesAfterTheExitIsRead() {
        Child child = started(piped("(read a < /dev/null; sleep 0.2; echo late) & exit 0"));
        nagare.blockOn(child.exit());
        assertEquals("late", nagare.blockOn(One.from(child.stdout().lines())));
        child.close();
    }

    @Test
    void oneReaderAtATimeAndNothingIsLost() throws InterruptedException {
        Child child = started(piped("printf 1; read a; printf 2"));
        assertEquals("1", nagare.blockOn(One.from(child.stdout().take(1))).utf8());
        CountDownLatch begun = new CountDownLatch(1);
        Task<Void> reading =
                nagare.spawn(child.stdout().doOnSubscribe(begun::countDown).then());
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        ChildStreamException second =
                assertThrows(ChildStreamException.class, () -> blockOn(child.stdout().then()));
        assertEquals("reading stdout of sh failed: it is being read by another subscriber", second.getMessage());
        reading.abort();
        assertTrue(Shell.await(reading::isDone));
        child.stdin().close();
        assertEquals("2", nagare.blockOn(One.from(child.stdout())).utf8());
        assertEquals(0L, nagare.blockOn(child.stdout().count()));
        child.close();
    }

    @Test
    void writingToAChildThatHasEndedFails() {
        Child child = started(piped("exec <&-; echo closed; read a; exec sleep 1000"));
        nagare.blockOn(child.stdout().take(1).then());
        ChildStreamException failed = assertThrows(
                ChildStreamException.class,
                () -> blockOn(child.stdin().sendAll(Many.range(0, 1_000_000).map(i -> Bytes.utf8("line\n")))));
        assertEquals(
                "writing to stdin of sh failed: the child has closed it or has ended", failed.getMessage());
        child.close();
        nagare.blockOn(child.exit());
    }

    @Test
    void anInputThatWasClosedTakesNoMore() {
        Child child = started(piped("cat >/dev/null"));
        nagare.blockOn(child.stdin().sendAllAndClose(Bytes.utf8("x")));
        assertThrows(ChildStreamException.class, () -> blockOn(child.stdin().sendAllAndClose(Bytes.utf8("y"))));
        assertTrue(nagare.blockOn(child.exit()).isSuccess());
        child.close();
    }
}
