package io.nagare.fs.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.LockMode;
import io.nagare.fs.fixture.ChildProcess;
import io.nagare.fs.fixture.Descriptors;
import io.nagare.fs.fixture.DirectoryFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Resources that live as long as some work: temporary files and directories, and locks. */
class UsingTest extends DirectoryFixture {

    private final AtomicReference<Path> used = new AtomicReference<>();

    private Path used() {
        return Objects.requireNonNull(used.get(), "not used");
    }

    private static void assertGone(Path path) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Files.exists(path) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertFalse(Files.exists(path), () -> path + " was left behind");
    }

    @Test
    void aTemporaryFileIsGoneWhenTheEndIsSeen() {
        String text = get(AsyncFile.withTemporary(path -> {
            used.set(path);
            assertTrue(Files.exists(path));
            return AsyncFile.writeString(path, "hello").then(AsyncFile.readString(path));
        }));
        assertEquals("hello", text);
        assertFalse(Files.exists(used()));
        assertEquals(3, all(AsyncFile.withTemporaryMany(path -> Many.range(0, 3))).size());
    }

    @Test
    void aTemporaryDirectoryIsGoneWithAllThatIsInIt() {
        long entries = get(AsyncDirectory.withTemporary(path -> {
            used.set(path);
            return AsyncDirectory.createAll(path.resolve("a/b"))
                    .then(AsyncFile.writeString(path.resolve("a/b/c"), "x"))
                    .then(AsyncDirectory.walk(path).count());
        }));
        assertEquals(4, entries);
        assertFalse(Files.exists(used()));
        assertEquals(
                2,
                all(AsyncDirectory.withTemporaryMany(path -> Many.just(1, 2))).size());
    }

    @Test
    void whatTheWorkTookAwayIsNotMissed() throws Exception {
        get(AsyncFile.withTemporary(path -> AsyncFile.move(path, at("kept"))));
        assertTrue(Files.exists(at("kept")));
        get(AsyncDirectory.withTemporary(path -> AsyncDirectory.deleteTree(path)));
    }

    @Test
    void aFailureOfTheWorkIsPassedOnWhenTheFileIsGone() {
        IllegalStateException ours = new IllegalStateException("ours");
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> get(AsyncFile.withTemporary(path -> {
                    used.set(path);
                    return One.error(ours);
                })));
        assertSame(ours, failure);
        assertFalse(Files.exists(used()));
        failure = assertThrows(
                IllegalStateException.class,
                () -> get(AsyncFile.withTemporary(path -> {
                    used.set(path);
                    throw ours;
                })));
        assertSame(ours, failure);
        assertFalse(Files.exists(used()));
    }

    @Test
    void cancellingRemovesTheFileAfterTheWorkWasCancelled() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Task<Object> task = nagare.spawn(AsyncDirectory.withTemporary(path -> {
            used.set(path);
            return AsyncFile.writeString(path.resolve("x"), "x").then(One.never().doOnCancel(() -> {
                assertTrue(Files.exists(path));
                cancelled.countDown();
            }).doOnSubscribe(working::countDown));
        }));
        working.await();
        task.abort();
        assertTrue(cancelled.await(10, TimeUnit.SECONDS));
        assertGone(used());
    }

    @Test
    void closingTheRuntimeRemovesTheFile() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        var unused = nagare.spawn(AsyncFile.withTemporary(path -> {
            used.set(path);
            working.countDown();
            return One.never();
        }));
        working.await();
        closeRuntime();
        assertGone(used());
    }

    @Test
    void closingTheRuntimeRemovesTheFileWhileAllItsThreadsAreBusy() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Nagare narrow = Nagare.multiThread().workers(1).maxBlockingThreads(1).start();
        var kept = narrow.spawn(AsyncFile.withTemporary(path -> {
            used.set(path);
            working.countDown();
            return One.never();
        }));
        working.await();
        var keptBusy = narrow.spawn(One.blocking(() -> {
            busy.countDown();
            enough.await();
            return "done";
        }));
        busy.await();
        assertFalse(narrow.close(Duration.ofMillis(200)));
        assertGone(used());
        enough.countDown();
    }

    @Test
    void cancellingAtAnyTimeLeavesNothing() throws Exception {
        long before = temporaries();
        for (int i = 0; i < 300; i++) {
            Task<Object> task = nagare.spawn(AsyncFile.withTemporary(path -> One.never()));
            LockSupport.parkNanos(i * 1_000L);
            task.abort();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (temporaries() > before && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertTrue(temporaries() <= before, "temporary files were left behind");
    }

    private static long temporaries() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(path -> String.valueOf(path.getFileName()).matches("nagare-\\d+\\.tmp"))
                    .count();
        }
    }

    @Test
    void anExclusiveLockLetsOneAtATimeIn() throws Exception {
        Path lock = Files.createFile(at("lock"));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        One<Void> one = AsyncFile.withLock(lock, LockMode.EXCLUSIVE, () -> One.blocking(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(2_000_000);
                    return inside.decrementAndGet();
                })
                .then());
        get(Many.range(0, 8).flatMap(i -> one).then());
        assertEquals(1, most.get());
        assertEquals(0, inside.get());
    }

    @Test
    void sharedLocksGoTogetherAndKeepAnExclusiveOneOut() throws Exception {
        Path lock = Files.createFile(at("lock"));
        CountDownLatch both = new CountDownLatch(2);
        One<Object> holding =
                AsyncFile.withLock(lock, LockMode.SHARED, () -> One.never().doOnSubscribe(both::countDown));
        Task<Object> first = nagare.spawn(holding);
        Task<Object> second = nagare.spawn(holding);
        assertTrue(both.await(10, TimeUnit.SECONDS));
        assertEquals(1, Descriptors.on(lock));
        Task<String> third = nagare.spawn(AsyncFile.withLock(lock, LockMode.EXCLUSIVE, () -> One.just("mine")));
        first.abort();
        assertFalse(third.isDone());
        second.abort();
        assertEquals("mine", get(third));
    }

    @Test
    void anotherProcessIsKeptOutUntilTheEnd() throws Exception {
        Path lock = Files.createFile(at("lock"));
        CountDownLatch locked = new CountDownLatch(1);
        Task<Object> task = nagare.spawn(
                AsyncFile.withLock(lock, LockMode.EXCLUSIVE, () -> One.never().doOnSubscribe(locked::countDown)));
        assertTrue(locked.await(10, TimeUnit.SECONDS));
        assertEquals("false", ChildProcess.start(LockChild.class, lock.toString()).output().strip());
        task.abort();
        Descriptors.assertClosed(lock);
        assertEquals("true", ChildProcess.start(LockChild.class, lock.toString()).output().strip());
    }

    @Test
    void whatCannotBeLockedSaysWhy() {
        assertFails(
                "lock",
                at("missing"),
                "there is no such file",
                AsyncFile.withLock(at("missing"), LockMode.SHARED, () -> One.just(1)));
        assertFails(
                "lock",
                directory,
                "it is a directory",
                AsyncFile.withLock(directory, LockMode.EXCLUSIVE, () -> One.just(1)));
        assertEquals(2, all(AsyncFile.withLockMany(file(), LockMode.SHARED, () -> Many.just(1, 2))).size());
        assertThrows(NullPointerException.class, () -> AsyncFile.withLock(null, LockMode.SHARED, One::never));
        assertThrows(NullPointerException.class, () -> AsyncFile.withLock(directory, null, One::never));
        assertThrows(NullPointerException.class, () -> AsyncFile.withLockMany(directory, LockMode.SHARED, null));
        assertThrows(NullPointerException.class, () -> AsyncFile.withTemporary(null));
        assertThrows(NullPointerException.class, () -> AsyncFile.withTemporaryMany(null));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.withTemporary(null));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.withTemporaryMany(null));
    }

    private Path file() {
        try {
            return file(new byte[1]);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
