package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.One;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.LockMode;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.fs.fixture.DirectoryFixture;
import io.nagare.fs.fixture.Special;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Named pipes and devices, which are refused if they could make a thread wait. Also files of the kernel, which report a
 * wrong length.
 */
class SpecialFileTest extends DirectoryFixture {

    @BeforeEach
    void makePipe() throws Exception {
        assumeTrue(Special.pipe(at("pipe")), "there is no mkfifo");
    }

    @Test
    void aPipeIsRefusedByAllThatWouldWaitForIt() throws Exception {
        Path pipe = at("pipe");
        String why = "it is a named pipe, which may keep a thread waiting for ever";
        assertFails("read", pipe, why, AsyncFile.read(pipe));
        assertFails("read", pipe, why, AsyncFile.readAll(pipe));
        assertFails("read", pipe, why, AsyncFile.lines(pipe));
        assertFails("read", pipe, why, AsyncFile.follow(pipe));
        assertFails("write", pipe, why, AsyncFile.writeString(pipe, "x"));
        assertFails("write", pipe, why, AsyncFile.writeString(pipe, "x", WriteOptions.defaults().append()));
        assertFails("sync", pipe, why, AsyncFile.sync(pipe));
        assertFails("set length", pipe, why, AsyncFile.setLength(pipe, 1));
        assertFails("lock", pipe, why, AsyncFile.withLock(pipe, LockMode.EXCLUSIVE, () -> One.just(1)));
        FileOperationException failure = assertThrows(
                FileOperationException.class, () -> get(AsyncFile.copy(pipe, at("copy"))));
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }

    @Test
    void anAtomicWriteLeavesAPipeAPipe() throws Exception {
        Path pipe = at("pipe");
        assertFails(
                "write", pipe, "it is a named pipe, which an atomic write would turn into a regular file",
                AsyncFile.writeString(pipe, "x", WriteOptions.defaults().atomically()));
        make("file");
        assertThrows(
                FileOperationException.class,
                () -> get(AsyncFile.copy(at("file"), pipe, StandardCopyOption.REPLACE_EXISTING)));
        assertFalse(Files.isRegularFile(pipe));
        assertEquals("file pipe", names(all(AsyncDirectory.list(directory))));
    }

    @Test
    void aDeviceThatMakesNobodyWaitIsReadAndWritten() throws Exception {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero));
        assertEquals(10, get(AsyncFile.readAll(zero, ReadOptions.defaults().range(0, 10))).length());
        get(AsyncFile.writeString(Path.of("/dev/null"), "x"));
    }

    /** The kernel reports 4,096 bytes for each file of this kind. */
    @Test
    void aFileThatTellsTooLongALengthIsReadCopiedAndFollowedByItsEnd() throws Exception {
        Path path = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        assumeTrue(Files.isReadable(path), "there is no such file of the kernel");
        byte[] content = Files.readAllBytes(path);
        assertEquals(content.length, get(AsyncFile.readAll(path)).length());
        assertEquals(content.length, get(AsyncFile.read(path).reduce(0, (sum, chunk) -> sum + chunk.length())));
        assertEquals(content.length, get(AsyncFile.copy(path, at("copy"))));
        assertEquals(content.length, Files.size(at("copy")));
    }
}
