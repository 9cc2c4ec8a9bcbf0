package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.failure.TaskCancelledException;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.WalkOptions;
import io.nagare.fs.contract.WalkedEntry;
import io.nagare.fs.fixture.Descriptors;
import io.nagare.fs.fixture.DirectoryFixture;
import io.reactivex.rxjava3.core.Flowable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class AsyncDirectoryTest extends DirectoryFixture {

    private static final WalkOptions REPORTING = WalkOptions.defaults().reportFailures();

    private List<Path> walked(WalkOptions options) {
        return all(AsyncDirectory.walk(directory, options).map(WalkedEntry::path));
    }

    private List<WalkedEntry> failures(WalkOptions options) {
        return all(AsyncDirectory.walk(directory, options).filter(WalkedEntry::isFailure));
    }

    @Test
    void aListingHasEachEntryOnce() throws Exception {
        for (int count : new int[] {0, 1, 63, 64, 65, 128, 129, 1000}) {
            Path parent = filled("with" + count, count);
            List<Path> entries = all(AsyncDirectory.list(parent));
            assertEquals(count, entries.size());
            assertEquals(count, new HashSet<>(entries).size());
            entries.forEach(entry -> assertEquals(parent, entry.getParent()));
        }
    }

    @Test
    void aListingIsOfOneLevelAndThroughALink() throws Exception {
        make("a/b/c", "a/d");
        Files.createSymbolicLink(at("link"), at("a"));
        assertEquals("a/b a/d", names(all(AsyncDirectory.list(at("a")))));
        assertEquals("link/b link/d", names(all(AsyncDirectory.list(at("link")))));
    }

    @Test
    void whatCannotBeListedSaysWhy() throws Exception {
        make("file");
        Files.createSymbolicLink(at("broken"), at("nowhere"));
        Files.createSymbolicLink(at("cycle"), at("cycle"));
        assertInstanceOf(
                NotDirectoryException.class,
                assertFails("list", at("file"), "it is not a directory", AsyncDirectory.list(at("file"))).getCause());
        assertInstanceOf(
                NoSuchFileException.class,
                assertFails("list", at("missing"), "there is no such file", AsyncDirectory.list(at("missing")))
                        .getCause());
        assertFails("list", at("broken"), "there is no such file", AsyncDirectory.list(at("broken")));
        assertFails("list", at("cycle"), "symbolic links", AsyncDirectory.list(at("cycle")));
        assertFails("walk", at("missing"), "there is no such file", AsyncDirectory.walk(at("missing"), REPORTING));
        assertFails("walk", at("cycle"), "symbolic links", AsyncDirectory.walk(at("cycle"), REPORTING));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.list(null));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.walk(null));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.walk(directory, null));
        assertThrows(IllegalArgumentException.class, () -> WalkOptions.defaults().maxDepth(-1));
    }

    @Test
    void aWalkGoesThroughTheTreeParentsFirst() throws Exception {
        make("a/b/c", "a/b/d/", "e", "f/g/h/i/j");
        List<WalkedEntry> entries = all(AsyncDirectory.walk(directory));
        Set<Path> seen = new HashSet<>();
        for (WalkedEntry entry : entries) {
            assertTrue(entry.depth() == 0 || seen.contains(entry.path().getParent()), entry::toString);
            assertTrue(seen.add(entry.path()), entry::toString);
            assertEquals(
                    directory.relativize(entry.path()).toString().isEmpty()
                            ? 0
                            : directory.relativize(entry.path()).getNameCount(),
                    entry.depth());
            assertEquals(Files.isDirectory(entry.path()), entry.information().isDirectory());
            assertNull(entry.failure());
        }
        assertEquals(" a a/b a/b/c a/b/d e f f/g f/g/h f/g/h/i f/g/h/i/j", names(new ArrayList<>(seen)));
        assertEquals(directory, entries.get(0).path());
    }

    @Test
    void aWalkGoesNoDeeperThanItMay() throws Exception {
        make("a/b/c");
        assertEquals("", names(walked(WalkOptions.defaults().maxDepth(0))));
        assertEquals(" a", names(walked(WalkOptions.defaults().maxDepth(1))));
        assertEquals(" a a/b", names(walked(WalkOptions.defaults().maxDepth(2))));
    }

    @Test
    void aWalkFromAFileIsThatFileAndOneFromALinkWhatItLeadsTo() throws Exception {
        make("a/b");
        Files.createSymbolicLink(at("link"), at("a"));
        assertEquals("a/b", names(all(AsyncDirectory.walk(at("a/b")).map(WalkedEntry::path))));
        assertEquals("link link/b", names(all(AsyncDirectory.walk(at("link")).map(WalkedEntry::path))));
    }

    @Test
    void linksAreFollowedOnlyIfAsked() throws Exception {
        make("a/b");
        Files.createSymbolicLink(at("link"), Path.of("a"));
        Files.createSymbolicLink(at("broken"), Path.of("nowhere"));
        Files.createSymbolicLink(at("itself"), Path.of("itself"));
        assertEquals(" a a/b broken itself link", names(walked(WalkOptions.defaults())));
        WalkOptions following = WalkOptions.defaults().followLinks();
        assertEquals(" a a/b broken itself link link/b", names(walked(following)));
        for (WalkedEntry entry : all(AsyncDirectory.walk(directory, following))) {
            assertEquals(
                    Files.isSymbolicLink(entry.path()) && !Files.exists(entry.path()),
                    entry.information().isSymbolicLink(),
                    entry::toString);
        }
    }

    @Test
    void aLinkBackUpIsAFailureWhenFollowed() throws Exception {
        make("a/b/c");
        Files.createSymbolicLink(at("a/b/up"), at("a"));
        WalkOptions following = REPORTING.followLinks();
        List<WalkedEntry> failures = failures(following);
        assertEquals(1, failures.size());
        assertEquals(at("a/b/up"), failures.get(0).path());
        assertTrue(failures.get(0).information().isDirectory());
        assertInstanceOf(FileSystemLoopException.class, failures.get(0).failure().getCause());
        assertEquals(" a a/b a/b/c a/b/up", names(walked(following)));
        assertFails(
                "walk",
                at("a/b/up"),
                "it leads back to a directory above it",
                AsyncDirectory.walk(directory, WalkOptions.defaults().followLinks()));
        assertEquals(List.of(), failures(REPORTING));
    }

    @Test
    void aDirectoryThatMayNotBeListedIsReportedOrFails() throws Exception {
        make("closed/below", "open/file");
        Files.setPosixFilePermissions(at("closed"), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(at("closed")), "this user may list everything");
        List<WalkedEntry> failures = failures(REPORTING);
        assertEquals(1, failures.size());
        assertInstanceOf(AccessDeniedException.class, failures.get(0).failure().getCause());
        assertEquals(" closed open open/file", names(walked(REPORTING)));
        assertFails("walk", at("closed"), "permission denied", AsyncDirectory.walk(directory));
        assertFails("list", at("closed"), "permission denied", AsyncDirectory.list(at("closed")));
    }

    /** The tree has more entries than the walk reads ahead. So the walk reaches some of them after their removal. */
    @Test
    void whatIsRemovedWhileItIsWalkedIsReportedOrFails() throws Exception {
        for (WalkOptions options : List.of(WalkOptions.defaults(), REPORTING)) {
            filled("tree", 1000);
            Set<Path> seen = new HashSet<>();
            List<WalkedEntry> failed = new ArrayList<>();
            Many<WalkedEntry> walk = AsyncDirectory.walk(at("tree"), options).doOnNext(entry -> {
                assertTrue(seen.add(entry.path()));
                if (seen.size() == 1) {
                    removeFiles(at("tree"));
                }
                if (entry.isFailure()) {
                    failed.add(entry);
                }
            });
            if (options.reportsFailures()) {
                get(walk.then());
                assertFalse(failed.isEmpty());
                failed.forEach(entry -> assertInstanceOf(NoSuchFileException.class, entry.failure().getCause()));
            } else {
                FileOperationException failure = assertThrows(FileOperationException.class, () -> get(walk.then()));
                assertEquals("walk", failure.operation());
                assertInstanceOf(NoSuchFileException.class, failure.getCause());
                assertFalse(seen.contains(failure.path()));
            }
        }
    }

    private static void removeFiles(Path parent) {
        try (var entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                Files.delete(entry);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void aDirectoryThatIsRemovedBeforeItIsEnteredIsReported() throws Exception {
        for (int i = 0; i < 300; i++) {
            make("tree/d" + i + "/");
        }
        List<WalkedEntry> entries = all(AsyncDirectory.walk(at("tree"), REPORTING).doOnNext(entry -> {
            if (entry.depth() == 0) {
                removeFiles(at("tree"));
            }
        }));
        assertTrue(entries.stream().anyMatch(WalkedEntry::isFailure));
        assertNotNull(entries.get(0).information());
    }

    @Test
    void aThousandWalksCancelledAtRandomLeaveNoDescriptorOpen() throws Exception {
        for (int i = 0; i < 20; i++) {
            filled("tree/" + "deep/".repeat(i), 20);
        }
        Random random = new Random(5);
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Many<WalkedEntry> walk = AsyncDirectory.walk(at("tree"));
            Task<Long> task = nagare.spawn(walk.take(random.nextInt(600)).count());
            if (random.nextBoolean()) {
                for (int spin = random.nextInt(2000); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                task.abort();
            }
            tasks.add(task);
        }
        for (Task<?> task : tasks) {
            try {
                task.block(LIMIT);
            } catch (TaskCancelledException aborted) {
                // The test has aborted it.
            }
        }
        Descriptors.assertNoneBelow(directory);
    }

    @Test
    void closingTheRuntimeClosesTheDirectories() throws Exception {
        filled("some", 1000);
        Nagare closing = Nagare.multiThread().workers(1).maxBlockingThreads(2).start();
        for (int i = 0; i < 50; i++) {
            closing.spawn(AsyncDirectory.list(at("some")).concatMap(entry -> Many.never()));
        }
        assertTrue(closing.close(Duration.ofSeconds(10)));
    }

    @Test
    void aDeepTreeIsWalked() throws Exception {
        String deep = "d/".repeat(300);
        make(deep + "bottom");
        assertEquals(302, walked(WalkOptions.defaults()).size());
    }

    @Test
    void otherLibrariesCanList() throws Exception {
        filled("some", 3);
        StepVerifier.create(Flux.from(AsyncDirectory.list(at("some"))), 0)
                .thenRequest(2)
                .expectNextCount(2)
                .thenRequest(5)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
        assertEquals(3, Flowable.fromPublisher(AsyncDirectory.list(at("some"))).count().blockingGet());
    }
}
