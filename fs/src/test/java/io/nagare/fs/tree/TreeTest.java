package io.nagare.fs.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.contract.WalkedEntry;
import io.nagare.fs.failure.ReplacedException;
import io.nagare.fs.fixture.Descriptors;
import io.nagare.fs.fixture.DirectoryFixture;
import io.nagare.fs.fixture.Special;
import io.nagare.fs.handle.HeldDirectory;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Trees of any depth, and trees in which another thread replaces directories with links meanwhile. */
class TreeTest extends DirectoryFixture {

    private static final int DEPTH = 15_000;

    /** The JDK copies a path for each level, so the time grows with the square of the depth. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Path A = Path.of("a");

    private void makeDeep(String name, int depth) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder("mkdir", "-p", name + "/d".repeat(depth))
                    .directory(directory.toFile())
                    .inheritIO()
                    .start();
        } catch (IOException missing) {
            assumeTrue(false, "there is no mkdir: " + missing.getMessage());
            return;
        }
        assumeTrue(process.waitFor() == 0, "mkdir cannot make so deep a tree");
    }

    @Test
    void aTreeOfAnyDepthIsWalkedAndDeletedWithFewDescriptors() throws Exception {
        makeDeep("deep", DEPTH);
        int[] most = new int[1];
        long walked = nagare.blockOn(AsyncDirectory.walk(at("deep"))
                .doOnNext(entry -> {
                    assertFalse(entry.isFailure());
                    if (entry.depth() % 1000 == 0) {
                        most[0] = Math.max(most[0], Descriptors.below(directory).size());
                    }
                })
                .count(), PATIENCE);
        assertEquals(DEPTH + 1, walked);
        assertTrue(most[0] <= 2 * (TreeLevels.MOST_OPEN + 2), most[0] + " descriptors");
        assertEquals(DEPTH + 1, nagare.blockOn(AsyncDirectory.deleteTree(at("deep")), PATIENCE));
        assertFalse(Files.exists(at("deep")));
    }

    @Test
    void whatIsLeftInDirectoriesThatWereClosedMeanwhileIsGoneThrough() throws Exception {
        StringBuilder path = new StringBuilder("tree");
        Set<Path> expected = new HashSet<>(Set.of(at("tree")));
        for (int depth = 0; depth < 4 * TreeLevels.MOST_OPEN; depth++) {
            for (String name : List.of("x", "y", "z")) {
                make(path + "/" + name + "/file");
                expected.add(at(path + "/" + name));
                expected.add(at(path + "/" + name + "/file"));
            }
            path.append("/y");
        }
        Set<Path> walked = new HashSet<>(all(AsyncDirectory.walk(at("tree")).map(WalkedEntry::path)));
        assertEquals(expected, walked);
        assertEquals(expected.size(), get(AsyncDirectory.deleteTree(at("tree"))));
    }

    @Test
    void aDirectoryThatWasReplacedIsNotEntered() throws Exception {
        make("root/a/file", "outside/precious");
        try (HeldDirectory root = HeldDirectory.open(at("root"))) {
            FileInformation seen = root.look(A, false);
            Files.move(at("root/a"), at("moved"));
            Files.createSymbolicLink(at("root/a"), at("outside"));
            assertThrows(ReplacedException.class, () -> root.enter(A, seen.key()));
            assertThrows(ReplacedException.class, () -> root.attributes(A, seen.key(), BasicFileAttributeView.class));
            assertThrows(FileSystemException.class, () -> root.deleteDirectory(A));
            root.deleteFile(A);
        }
        assertTrue(Files.exists(at("outside/precious")));
        assertTrue(Files.exists(at("moved/file")));
    }

    @Test
    void aDirectoryThatWasClosedMeanwhileIsIdentifiedWhenItIsFoundAgain() throws Exception {
        int depth = 2 * TreeLevels.MOST_OPEN;
        make("root" + "/a".repeat(depth) + "/");
        make("outside" + "/a".repeat(depth) + "/precious");
        HeldDirectory root = HeldDirectory.open(at("root"));
        try (TreeLevels levels = new TreeLevels(root, root.look(), false)) {
            while (levels.depth() < depth) {
                levels.enter(A, levels.current().look(A, false));
            }
            Files.move(at("root/a"), at("moved"));
            Files.createSymbolicLink(at("root/a"), at("outside/a"));
            while (levels.depth() > 2) {
                levels.leave();
            }
            assertThrows(ReplacedException.class, levels::current);
        }
    }

    @Test
    void theParentOfWhatIsDeletedIsHeld() throws Exception {
        make("parent/a", "outside/a");
        try (HeldDirectory parent = HeldDirectory.above(at("parent/a"))) {
            Files.move(at("parent"), at("moved"));
            Files.createSymbolicLink(at("parent"), at("outside"));
            parent.deleteFile(A);
        }
        assertTrue(Files.exists(at("outside/a")));
        assertFalse(Files.exists(at("moved/a")));
    }

    /** The root is replaced with a link again and again while it is removed. */
    @Test
    void aRootThatIsSwappedWithALinkTakesNothingAlong() throws Exception {
        make("outside/precious");
        AtomicBoolean ended = new AtomicBoolean();
        Thread swapping = new Thread(() -> {
            while (!ended.get()) {
                try {
                    Files.move(at("victim"), at("aside"), StandardCopyOption.ATOMIC_MOVE);
                    Files.move(at("link"), at("victim"), StandardCopyOption.ATOMIC_MOVE);
                    Files.move(at("victim"), at("link"), StandardCopyOption.ATOMIC_MOVE);
                    Files.move(at("aside"), at("victim"), StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException notThereAtTheMoment) {
                    Thread.onSpinWait();
                }
            }
        });
        swapping.start();
        try {
            for (int turn = 0; turn < 2000; turn++) {
                if (!Files.isSymbolicLink(at("link")) && !Files.isSymbolicLink(at("victim"))) {
                    tryTo(() -> Files.createSymbolicLink(at("link"), at("outside")));
                }
                tryTo(() -> Files.createDirectory(at("victim")));
                tryTo(() -> new TreeRemoval(new Stop()).remove(at("victim")));
                assertTrue(Files.exists(at("outside/precious")), "deleted in turn " + turn);
            }
        } finally {
            ended.set(true);
            swapping.join();
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static void tryTo(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException raced) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aPipeIsNoDirectoryAndHoldsNoThread() throws Exception {
        make("root/");
        assumeTrue(Special.pipe(at("root/a")), "there is no mkfifo");
        assertFails("list", at("root/a"), "it is not a directory", AsyncDirectory.list(at("root/a")));
        try (HeldDirectory root = HeldDirectory.open(at("root"))) {
            assertThrows(FileSystemException.class, () -> root.enter(A, null));
        }
        assertEquals(2, get(AsyncDirectory.deleteTree(at("root"))));
    }
}
