package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.fs.fixture.ChildProcess;
import io.nagare.fs.fixture.FileFixture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * strace makes system calls fail. Each failure fails its own stream, no file stays open, and the shared threads go on.
 */
class ErrnoTest extends FileFixture {

    private static List<String> strace(String injected, String below) {
        return List.of("strace", "-f", "-qq", "-o", "/dev/null", "-P", below, "-e", "inject=" + injected);
    }

    private static boolean isAllowed() throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(strace("sync:error=EIO", "/nowhere"));
            command.add("true");
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private List<String> run(String injected, String file) throws Exception {
        assumeTrue(isAllowed(), "there is no strace, or it may not trace");
        ErrnoChild.prepare(directory);
        String path = directory.resolve("failing").resolve(file).toString();
        List<String> lines = ChildProcess.start(
                        strace(injected, path), List.of(), ErrnoChild.class, directory.toString())
                .output()
                .lines()
                .toList();
        assertTrue(lines.containsAll(List.of("sound: sound", "watched", "open: 0")), lines.toString());
        return lines;
    }

    @ParameterizedTest
    @CsvSource({
        "'openat:error=EIO', file, 'read: failed'",
        "'openat:error=EMFILE', file, 'readAll: failed'",
        "'fstat,newfstatat:error=EIO', file, 'readAll: failed'",
        "'pread64:error=EIO', file, 'read: failed'",
        "'pread64,sendfile:error=EIO', file, 'serve: reset'",
        "'sendfile:error=EIO', file, 'serve: reset'",
        "'write:error=ENOSPC', written, 'write: failed'",
        "'fsync:error=EIO', '', 'atomic: done, not forced'",
        "'getdents64:error=EIO', '', 'list: failed'",
        "'fcntl:error=ENOLCK', file, 'lock: failed'"
    })
    void aCallThatFailsIsToldAndHarmsNothingElse(String injected, String file, String expected) throws Exception {
        List<String> said = run(injected, file);
        assertTrue(said.contains(expected), said.toString());
    }

    @Test
    void whatASignalInterruptsIsDoneAgain() throws Exception {
        List<String> said = run("pread64:error=EINTR:when=1..3", "file");
        assertEquals(List.of("read: done", "readAll: done"), said.subList(0, 2));
    }
}
