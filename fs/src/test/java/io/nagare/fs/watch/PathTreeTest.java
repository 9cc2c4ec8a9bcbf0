package io.nagare.fs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Values by path, and the values that are removed with a path. */
class PathTreeTest {

    private static final int MANY = 200_000;

    private final PathTree<String> tree = new PathTree<>();

    private void put(String... paths) {
        for (String path : paths) {
            assertNull(tree.put(Path.of(path), path));
        }
    }

    private TreeSet<String> removedWith(String path) {
        return new TreeSet<>(tree.removeAll(Path.of(path)));
    }

    @Test
    void whatIsBelowAPathGoesWithItAndNothingElseDoes() {
        put("/a", "/a/b", "/a/b/c", "/a/bc", "/a-b", "/d");
        assertEquals(new TreeSet<>(List.of("/a/b", "/a/b/c")), removedWith("/a/b"));
        assertTrue(tree.contains(Path.of("/a/bc")));
        assertEquals(new TreeSet<>(List.of("/a", "/a/bc")), removedWith("/a"));
        assertEquals(new TreeSet<>(List.of("/a-b", "/d")), new TreeSet<>(tree.values()));
    }

    @Test
    void aPathIsFoundBelowOneThatHasNoValue() {
        put("/a", "/a/b/c/d");
        tree.remove(Path.of("/a"));
        assertEquals(new TreeSet<>(List.of("/a/b/c/d")), removedWith("/a"));
        assertTrue(tree.isEmpty());
        assertEquals(0, tree.links());
    }

    @Test
    void anotherValueIsNotRemoved() {
        put("/a");
        tree.remove(Path.of("/a"), "other");
        assertTrue(tree.contains(Path.of("/a")));
        assertEquals("/a", tree.put(Path.of("/a"), "other"));
        tree.remove(Path.of("/a"), "other");
        assertFalse(tree.contains(Path.of("/a")));
    }

    @Test
    void pathsWithoutAParentAreValuesLikeOthers() {
        put("", "a", "a/b", "/");
        assertEquals(new TreeSet<>(List.of("a", "a/b")), removedWith("a"));
        assertEquals(new TreeSet<>(List.of("")), removedWith(""));
        assertEquals(new TreeSet<>(List.of("/")), removedWith("/"));
        assertEquals(0, tree.links());
    }

    @Test
    void doesWhatALookAtAllPathsDoes() {
        Random random = new Random(1);
        Map<Path, String> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder("/top");
            for (int depth = random.nextInt(5); depth > 0; depth--) {
                name.append('/').append(random.nextInt(3));
            }
            Path path = Path.of(name.toString());
            switch (random.nextInt(5)) {
                case 0 -> {
                    expected.keySet().removeIf(below -> below.startsWith(path));
                    tree.removeAll(path);
                }
                case 1 -> {
                    expected.remove(path);
                    tree.remove(path);
                }
                default -> assertEquals(expected.put(path, path.toString()), tree.put(path, path.toString()));
            }
            assertEquals(new TreeSet<>(expected.values()), new TreeSet<>(tree.values()));
        }
        tree.removeAll(Path.of("/"));
        assertEquals(0, tree.links());
    }

    /**
     * A tree is deleted one directory after the other. If each removal looked at all other directories, this would take
     * minutes.
     */
    @Test
    void removingADirectoryTakesTheSameTimeHoweverManyThereAre() {
        Path top = Path.of("/top");
        for (int i = 0; i < MANY; i++) {
            tree.put(top.resolve("a" + i % 100).resolve("b" + i), "");
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < MANY; i++) {
                assertEquals(1, tree.removeAll(top.resolve("a" + i % 100).resolve("b" + i)).size());
            }
        });
        assertEquals(0, tree.links());
    }
}
