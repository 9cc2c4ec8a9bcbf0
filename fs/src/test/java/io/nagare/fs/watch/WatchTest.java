package io.nagare.fs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Task;
import io.nagare.driver.Leaf;
import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FileChange;
import io.nagare.fs.contract.FileChange.Kind;
import io.nagare.fs.fixture.DirectoryFixture;
import io.nagare.fs.fixture.HeldChanges;
import io.nagare.fs.fixture.StepStrand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Watching files, directories and trees. */
class WatchTest extends DirectoryFixture {

    private static final int MANY = 100_000;

    private final BlockingQueue<FileChange> seen = new LinkedBlockingQueue<>();

    private Task<Void> watch(Many<FileChange> changes) throws InterruptedException {
        Task<Void> task = nagare.spawn(changes.doOnNext(seen::add).then());
        assertEquals(Kind.STARTED, next().kind());
        return task;
    }

    private FileChange next() throws InterruptedException {
        FileChange change = seen.poll(20, TimeUnit.SECONDS);
        if (change == null) {
            throw new AssertionError("nothing happened");
        }
        return change;
    }

    /** Takes changes up to the expected one. A modification may be reported twice. */
    private void awaitChange(Kind kind, Path path) throws InterruptedException {
        List<FileChange> others = new ArrayList<>();
        FileChange change = next();
        while (!change.equals(new FileChange(kind, path))) {
            others.add(change);
            if (others.size() > 500) {
                throw new AssertionError(others);
            }
            change = next();
        }
    }

    @Test
    void whatHappensInADirectoryIsTold() throws Exception {
        make("other/");
        watch(AsyncDirectory.watch(directory));
        Path path = at("file");
        Files.createFile(path);
        awaitChange(Kind.CREATED, path);
        Files.writeString(path, "x");
        awaitChange(Kind.MODIFIED, path);
        Files.move(path, at("moved"));
        awaitChange(Kind.DELETED, path);
        awaitChange(Kind.CREATED, at("moved"));
    }

    @Test
    void ofAFileOnlyWhatHappensToItIsTold() throws Exception {
        Path path = at("file");
        watch(AsyncFile.watch(path));
        make("other");
        Files.writeString(path, "x");
        assertEquals(new FileChange(Kind.CREATED, path), next());
        Files.writeString(at("new"), "y");
        Files.move(at("new"), path, StandardCopyOption.REPLACE_EXISTING);
        awaitChange(Kind.CREATED, path);
        Files.delete(path);
        awaitChange(Kind.DELETED, path);
        assertTrue(seen.isEmpty());
    }

    @Test
    void aTreeIsWatchedAsItGrows() throws Exception {
        make("a/b/c/", "a/file");
        watch(AsyncDirectory.watchTree(directory));
        make("a/b/c/deep");
        awaitChange(Kind.CREATED, at("a/b/c/deep"));
        make("new/below/file");
        awaitChange(Kind.CREATED, at("new/below/file"));
        make("new/below/other");
        awaitChange(Kind.CREATED, at("new/below/other"));
        Files.delete(at("new/below/file"));
        awaitChange(Kind.DELETED, at("new/below/file"));
    }

    @Test
    void aDirectoryThatIsMovedIsWatchedUnderItsNewNameAndOneThatLeavesIsNot() throws Exception {
        make("tree/a/b/", "outside/");
        watch(AsyncDirectory.watchTree(at("tree")));
        Files.move(at("tree/a"), at("tree/c"));
        awaitChange(Kind.CREATED, at("tree/c"));
        make("tree/c/b/file");
        awaitChange(Kind.CREATED, at("tree/c/b/file"));
        Files.move(at("tree/c"), at("outside/c"));
        awaitChange(Kind.DELETED, at("tree/c"));
        make("outside/c/b/unseen", "tree/end");
        assertEquals(new FileChange(Kind.CREATED, at("tree/end")), next());
        make("tree/c/b/seen");
        awaitChange(Kind.CREATED, at("tree/c/b/seen"));
    }

    @Test
    void watchingEndsWithWhatIsWatched() throws Exception {
        make("below/");
        Task<Void> task = watch(AsyncDirectory.watch(at("below")));
        Files.delete(at("below"));
        nagare.blockOn(task, LIMIT);
        assertEquals(new FileChange(Kind.DELETED, at("below")), next());
    }

    @Test
    void whatASlowSubscriberMissesShowsAsOverflow() throws Exception {
        make("below/");
        HeldChanges slow = new HeldChanges();
        AsyncDirectory.watch(at("below")).subscribe(slow);
        slow.subscription().request(1);
        assertEquals(Kind.STARTED, slow.next().kind());
        watch(AsyncDirectory.watch(at("below")));
        for (int i = 0; i <= 2 * Watch.MOST_KEPT; i++) {
            Files.createFile(at("below/" + i));
            if (i % 100 == 0) {
                awaitChange(Kind.CREATED, at("below/" + i));
            }
        }
        slow.subscription().request(1);
        FileChange first = slow.next();
        for (int i = 0; first.kind() != Kind.OVERFLOW && i < Watch.MOST_KEPT; i++) {
            slow.subscription().request(1);
            first = slow.next();
        }
        assertEquals(new FileChange(Kind.OVERFLOW, at("below")), first);
        slow.subscription().cancel();
    }

    @Test
    void severalWatchOneDirectoryAndNothingIsLeftBehind() throws Exception {
        Task<Void> one = watch(AsyncDirectory.watch(directory));
        Task<Void> other = watch(AsyncDirectory.watch(directory));
        make("file");
        awaitChange(Kind.CREATED, at("file"));
        awaitChange(Kind.CREATED, at("file"));
        one.abort();
        other.abort();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (isWatching() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertFalse(isWatching(), "the watching thread goes on");
    }

    private static boolean isWatching() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> "nagare-watch".equals(thread.getName()));
    }

    @Test
    void aDirectoryWhosePathIsTooLongIsToldAndLeftOut() throws Exception {
        make("tree/");
        watch(AsyncDirectory.watchTree(at("tree")));
        String name = "n".repeat(200);
        Process process = new ProcessBuilder("mkdir", "-p", ("tree" + ("/" + name).repeat(25)))
                .directory(directory.toFile())
                .start();
        assertEquals(0, process.waitFor());
        FileChange change = next();
        while (change.kind() != Kind.NOT_WATCHED) {
            change = next();
        }
        assertTrue(change.path().toString().length() > 4000, "length " + change.path().toString().length());
        make("tree/file");
        awaitChange(Kind.CREATED, at("tree/file"));
        nagare.blockOn(AsyncDirectory.deleteTree(at("tree")), LIMIT);
    }

    @Test
    void aLinkThatIsPutInThePlaceOfADirectoryIsNotFollowed() throws Exception {
        make("tree/a/", "outside/");
        watch(AsyncDirectory.watchTree(at("tree")));
        Files.delete(at("tree/a"));
        Files.createSymbolicLink(at("tree/a"), at("outside"));
        awaitChange(Kind.CREATED, at("tree/a"));
        make("outside/unseen", "tree/end");
        assertEquals(new FileChange(Kind.CREATED, at("tree/end")), next());
    }

    /**
     * One watch fails when its directory changes, because it gets no thread for its job. The thread that serves all
     * watches must go on.
     */
    @Test
    void whatFailsInOneWatchEndsNoOther() throws Exception {
        make("one/", "other/");
        watch(AsyncDirectory.watch(at("other")));
        StepStrand refusing = new StepStrand();
        Watch failing = new Watch(at("one"), WatchScope.TREE, new Leaf(refusing) {
            @Override
            protected void run() {}
        });
        failing.begin();
        refusing.refusing = true;
        make("one/below/", "other/file");
        awaitChange(Kind.CREATED, at("other/file"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (failing.failure() == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertTrue(failing.failure() != null, "it has not been told");
        failing.close();
        failing.unregister();
    }

    /** If registering or unregistering looked at the other watches, this would take minutes. */
    @Test
    void watchesOfOneDirectoryDoNotLookAtEachOther() throws Exception {
        make("one/");
        Leaf silent = new Leaf(new StepStrand()) {
            @Override
            protected void run() {}
        };
        List<Watch> watches = new ArrayList<>();
        assertTimeoutPreemptively(Duration.ofSeconds(40), () -> {
            for (int i = 0; i < MANY; i++) {
                Watch watch = new Watch(at("one"), WatchScope.DIRECTORY, silent);
                watches.add(watch);
                assertTrue(SharedWatcher.register(watch, at("one")));
                assertFalse(SharedWatcher.register(watch, at("one")));
            }
            for (int i = MANY - 1; i >= 0; i--) {
                watches.get(i).close();
                watches.get(i).unregister();
            }
        });
    }

    @Test
    void whatCannotBeWatchedSaysWhy() throws Exception {
        make("file");
        assertFails("watch", at("missing"), "there is no such file", AsyncDirectory.watch(at("missing")));
        assertFails("watch", at("file"), "it is not a directory", AsyncDirectory.watchTree(at("file")));
        assertFails("watch", directory, "it is a directory", AsyncFile.watch(directory));
        assertFails("watch", at("no/file"), "there is no directory " + at("no"), AsyncFile.watch(at("no/file")));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.watch(null));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.watchTree(null));
        assertThrows(NullPointerException.class, () -> AsyncFile.watch(null));
    }
}
