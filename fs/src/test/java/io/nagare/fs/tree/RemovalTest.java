package io.nagare.fs.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.fixture.DirectoryFixture;
import io.nagare.fs.work.Stop;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Making and removing directories. */
class RemovalTest extends DirectoryFixture {

    @Test
    void directoriesAreMade() throws Exception {
        get(AsyncDirectory.create(at("one")));
        get(AsyncDirectory.createAll(at("one/two/three")));
        get(AsyncDirectory.createAll(at("one/two/three")));
        assertTrue(Files.isDirectory(at("one/two/three")));
        make("file");
        assertFails("create", at("one"), "it exists already", AsyncDirectory.create(at("one")));
        assertFails("create", at("file"), "it exists already", AsyncDirectory.createAll(at("file")));
        assertFails("create", at("no/one"), "there is no directory " + at("no"), AsyncDirectory.create(at("no/one")));
        assertFails("create", at("file/below"), "", AsyncDirectory.create(at("file/below")));
    }

    @Test
    void onlyAnEmptyDirectoryIsDeleted() throws Exception {
        make("empty/", "full/file", "file");
        Files.createSymbolicLink(at("link"), at("empty"));
        assertFails("delete", at("full"), "the directory is not empty", AsyncDirectory.delete(at("full")));
        assertFails("delete", at("file"), "it is not a directory", AsyncDirectory.delete(at("file")));
        assertFails("delete", at("link"), "it is not a directory", AsyncDirectory.delete(at("link")));
        assertFails("delete", at("missing"), "there is no such file", AsyncDirectory.delete(at("missing")));
        get(AsyncDirectory.delete(at("empty")));
        assertFalse(Files.exists(at("empty")));
    }

    @Test
    void aTreeIsDeletedAndWhatItsLinksLeadToIsNot() throws Exception {
        make("tree/one/two/file", "tree/one/other", "tree/empty/", "outside/file");
        Files.createSymbolicLink(at("tree/one/link"), at("outside"));
        Files.createSymbolicLink(at("tree/circle"), at("tree"));
        Files.createSymbolicLink(at("tree/broken"), at("nowhere"));
        assertEquals(9, get(AsyncDirectory.deleteTree(at("tree"))));
        assertFalse(Files.exists(at("tree")));
        assertTrue(Files.exists(at("outside/file")));
    }

    @Test
    void aTreeIsADirectory() throws Exception {
        make("file", "outside/file");
        Files.createSymbolicLink(at("link"), at("outside"));
        assertFails("delete", at("file"), "it is not a directory", AsyncDirectory.deleteTree(at("file")));
        assertFails("delete", at("link"), "it is not a directory", AsyncDirectory.deleteTree(at("link")));
        assertFails("delete", at("missing"), "there is no such file", AsyncDirectory.deleteTree(at("missing")));
        assertTrue(Files.exists(at("outside/file")));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.deleteTree(null));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.delete(null));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.create(null));
        assertThrows(NullPointerException.class, () -> AsyncDirectory.createAll(null));
    }

    @Test
    void aRemovalThatIsStoppedLeavesTheRest() throws Exception {
        filled("tree", 3);
        Stop stop = new Stop();
        stop.set();
        assertEquals(0, new TreeRemoval(stop).remove(at("tree")));
        assertEquals(3, all(AsyncDirectory.list(at("tree"))).size());
    }
}
