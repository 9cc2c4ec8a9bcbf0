package io.nagare.engine.poll;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The descriptors that this process has open. */
final class Descriptors {

    private Descriptors() {}

    /**
     * Returns the number of open sockets and pipes. Files do not count, because the virtual machine opens some now and
     * then.
     */
    static int count() throws IOException {
        int count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (isSocketOrPipe(descriptor)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean isSocketOrPipe(Path descriptor) throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:") || target.startsWith("pipe:");
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
