package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.FileType;
import io.nagare.fs.fixture.DirectoryFixture;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Metadata, permissions and links. */
class AsyncPathTest extends DirectoryFixture {

    @Test
    void whatIsThereIsThere() throws Exception {
        make("file", "below/");
        Files.createSymbolicLink(at("broken"), at("nowhere"));
        assertTrue(get(AsyncPath.exists(at("file"))));
        assertTrue(get(AsyncPath.exists(at("below"))));
        assertEquals(false, get(AsyncPath.exists(at("broken"))));
        assertEquals(false, get(AsyncPath.exists(at("nowhere/at/all"))));
        Files.createSymbolicLink(at("circle"), at("circle"));
        assertFails("look at", at("circle"), "links", AsyncPath.exists(at("circle")));
        assertEquals(false, get(AsyncPath.exists(at("file/below"))));
    }

    @Test
    void informationFollowsALinkAndLinkInformationDoesNot() throws Exception {
        Path file = file(new byte[5]);
        Files.createSymbolicLink(at("link"), file);
        FileInformation target = get(AsyncPath.information(at("link")));
        assertEquals(5, target.size());
        assertEquals(FileType.REGULAR, target.type());
        assertEquals(FileType.SYMBOLIC_LINK, get(AsyncPath.linkInformation(at("link"))).type());
        assertEquals(FileType.DIRECTORY, get(AsyncPath.information(directory)).type());
        assertFails("look at", at("missing"), "there is no such file", AsyncPath.information(at("missing")));
    }

    @Test
    void permissionsAndTimeAreSet() throws Exception {
        Path file = file(new byte[1]);
        Set<PosixFilePermission> wanted = Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ);
        get(AsyncPath.setPermissions(file, wanted));
        Instant time = Instant.parse("2020-02-02T02:02:02Z");
        get(AsyncPath.setModified(file, time));
        FileInformation information = get(AsyncPath.information(file));
        assertEquals(wanted, information.permissions());
        assertEquals(time, information.modified());
        assertFails(
                "set permissions",
                at("missing"),
                "there is no such file",
                AsyncPath.setPermissions(at("missing"), wanted));
        assertFails("set time", at("missing"), "there is no such file", AsyncPath.setModified(at("missing"), time));
    }

    @Test
    void linksAreMadeAndRead() throws Exception {
        Path file = file(new byte[3]);
        get(AsyncPath.symbolicLink(at("symbolic"), Path.of("file")));
        get(AsyncPath.hardLink(at("hard"), file));
        assertEquals(Path.of("file"), get(AsyncPath.readLink(at("symbolic"))));
        assertEquals(file, get(AsyncPath.realPath(at("symbolic"))));
        assertTrue(Files.isSameFile(file, at("hard")));
        assertFails("link", at("hard"), "it exists already", AsyncPath.symbolicLink(at("hard"), file));
        FileOperationException failure = assertThrows(
                FileOperationException.class, () -> get(AsyncPath.hardLink(at("other"), at("missing"))));
        assertEquals(
                "link of " + at("missing") + " to " + at("other") + " failed: there is no such file",
                failure.getMessage());
        assertFails("read link", file, "it is not a symbolic link", AsyncPath.readLink(file));
    }

    @Test
    void linksInACircleAndToNowhereSaySo() throws Exception {
        get(AsyncPath.symbolicLink(at("one"), at("two")));
        get(AsyncPath.symbolicLink(at("two"), at("one")));
        get(AsyncPath.symbolicLink(at("broken"), at("nowhere")));
        assertFails("resolve", at("one"), "links", AsyncPath.realPath(at("one")));
        assertFails("resolve", at("broken"), "there is no such file", AsyncPath.realPath(at("broken")));
        assertFails("read", at("one"), "links", AsyncFile.readAll(at("one")));
        assertFails("read", at("one"), "links", AsyncFile.read(at("one")));
        assertFails("read", at("broken"), "there is no such file", AsyncFile.readAll(at("broken")));
        assertFails("list", at("one"), "links", AsyncDirectory.list(at("one")));
    }

    /** The JDK refuses such a path when it is made, so no operation ever gets one. */
    @Test
    void aPathWithANulIsRefusedWhereItIsMade() {
        InvalidPathException refused = assertThrows(InvalidPathException.class, () -> Path.of("a\0b"));
        assertTrue(Objects.requireNonNull(refused.getMessage()).contains("Nul character"), refused.getMessage());
    }

    @Test
    void nullIsRefusedAtTheCall() {
        Path path = directory;
        assertThrows(NullPointerException.class, () -> AsyncPath.exists(null));
        assertThrows(NullPointerException.class, () -> AsyncPath.information(null));
        assertThrows(NullPointerException.class, () -> AsyncPath.linkInformation(null));
        assertThrows(NullPointerException.class, () -> AsyncPath.setPermissions(path, null));
        assertThrows(NullPointerException.class, () -> AsyncPath.setPermissions(null, Set.of()));
        assertThrows(NullPointerException.class, () -> AsyncPath.setModified(path, null));
        assertThrows(NullPointerException.class, () -> AsyncPath.symbolicLink(path, null));
        assertThrows(NullPointerException.class, () -> AsyncPath.symbolicLink(null, path));
        assertThrows(NullPointerException.class, () -> AsyncPath.hardLink(path, null));
        assertThrows(NullPointerException.class, () -> AsyncPath.hardLink(null, path));
        assertThrows(NullPointerException.class, () -> AsyncPath.readLink(null));
        assertThrows(NullPointerException.class, () -> AsyncPath.realPath(null));
    }
}
