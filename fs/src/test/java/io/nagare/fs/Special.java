package io.nagare.fs;

import java.io.IOException;
import java.nio.file.Path;

/** Makes files that are not regular. */
final class Special {

    private Special() {}

    /** Makes a named pipe. Returns whether that could be done. */
    static boolean pipe(Path path) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
