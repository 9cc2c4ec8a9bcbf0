package io.nagare.fs.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.failure.NotForcedException;
import io.nagare.fs.failure.ReplacedException;
import io.nagare.fs.fixture.FileFixture;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other users can see of a file while it is made, and what they can do to it. */
class PrivacyTest extends FileFixture {

    private Path secret;

    @BeforeEach
    void makeSecret() throws IOException {
        secret = directory.resolve("secret");
        Files.writeString(secret, "secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    private String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<String> othersPermissions() {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> seen = new ArrayList<>();
            for (Path file : files.filter(path -> !path.endsWith("secret") && !path.endsWith("old")).toList()) {
                seen.add(permissions(file));
            }
            return seen;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aCopyIsItsOwnersAloneUntilItIsComplete() throws Exception {
        Path target = directory.resolve("target");
        List<String> seen = new ArrayList<>();
        new FileCopy(secret, target, List.of(), new Stop(), bytes -> seen.addAll(othersPermissions())).copy();
        Path old = Files.writeString(directory.resolve("old"), "old");
        Files.delete(target);
        new FileCopy(secret, old, List.of(REPLACE_EXISTING), new Stop(), bytes -> seen.addAll(othersPermissions()))
                .copy();
        assertEquals(List.of("rw-------", "rw-------"), seen);
        assertEquals("rw-rw-rw-", permissions(old));
    }

    @Test
    void theTemporaryFileOfAnAtomicWriteIsPrivateIfTheTargetIs() throws Exception {
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        AtomicReplacement replacement = AtomicReplacement.begin(secret);
        assertEquals(List.of("rw-------"), othersPermissions());
        replacement.channel().write(UTF_8.encode("new"));
        replacement.commit(false);
        assertEquals("rw-r-----", permissions(secret));
        assertEquals("new", Files.readString(secret));
    }

    @Test
    void theGroupGoesAlongWithTheAttributes() throws Exception {
        Path target = directory.resolve("target");
        assumeTrue(
                System.getProperty("user.name", "").equals("root"), "only the superuser may give files to any group");
        Files.setAttribute(secret, "unix:gid", 12345);
        nagare.blockOn(AsyncFile.copy(secret, target, StandardCopyOption.COPY_ATTRIBUTES));
        assertEquals(12345, Files.getAttribute(target, "unix:gid"));
        Files.setAttribute(target, "unix:gid", 54321);
        nagare.blockOn(AsyncFile.writeString(target, "x", WriteOptions.defaults().atomically()));
        assertEquals(54321, Files.getAttribute(target, "unix:gid"));
        nagare.blockOn(AsyncFile.copy(secret, target, REPLACE_EXISTING));
        assertEquals(Files.getAttribute(directory, "unix:gid"), Files.getAttribute(target, "unix:gid"));
    }

    @Test
    void whatIsPutInThePlaceOfACopyGetsNeitherItsPermissionsNorIsItDeleted() throws Exception {
        Path other = Files.writeString(directory.resolve("other"), "other");
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("r--------"));
        Path target = directory.resolve("target");
        FileCopy copy = new FileCopy(secret, target, List.of(), new Stop(), bytes -> {
            try {
                Files.delete(target);
                Files.createSymbolicLink(target, other);
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        assertThrows(ReplacedException.class, copy::copy);
        assertEquals("r--------", permissions(other));
        assertTrue(Files.isSymbolicLink(target));
    }

    @Test
    void aDirectoryThatIsReplacedByALinkMeanwhileGetsNothing() throws Exception {
        Path inside = Files.createDirectory(directory.resolve("inside"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        AtomicReplacement replacement = AtomicReplacement.begin(inside.resolve("file"));
        Files.move(inside, directory.resolve("moved"));
        Files.createSymbolicLink(inside, outside);
        replacement.commit(true);
        assertFalse(Files.exists(outside.resolve("file")));
        assertTrue(Files.exists(directory.resolve("moved/file")));
    }

    @Test
    void aDirectoryThatCannotBeForcedLeavesTheOutcomeKnown() {
        FileOperationException failure =
                FileFailure.of("write", secret, new NotForcedException(new IOException("EIO")));
        assertTrue(failure.isDone());
        assertEquals(
                "write of " + secret + " is done, but its directory could not be forced to the device (EIO)",
                failure.getMessage());
        assertFalse(FileFailure.of("write", secret, new IOException("EIO")).isDone());
    }
}
